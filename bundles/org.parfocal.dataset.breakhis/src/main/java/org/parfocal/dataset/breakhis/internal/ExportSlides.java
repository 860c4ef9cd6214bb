package org.parfocal.dataset.breakhis.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.parfocal.api.Sample;

/**
 * Slide ids for an export. In BreaKHis the slide's id is the patient, so that each patient gets one
 * id, and no two patients share one; ids that are legal already are kept.
 */
final class ExportSlides {
  /** No published slide is of this year. */
  private static final String YEAR = "00";

  private final Map<String, String> patientBySlide = new HashMap<>();
  private final Map<String, SlideId> slideByPatient = new HashMap<>();

  ExportSlides(List<Sample> samples) {
    samples.forEach(sample -> legal(sample).ifPresent(id -> claim(id, sample.patient())));
    TreeSet<String> others = new TreeSet<>();
    for (Sample sample : samples) {
      if (!ownsLegal(sample)) {
        others.add(sample.patient());
      }
    }
    int number = 0;
    for (String patient : others) {
      SlideId id;
      do {
        number++;
        id = new SlideId(YEAR, Integer.toString(number), "");
      } while (!claim(id, patient));
      slideByPatient.put(patient, id);
    }
  }

  /** The id that the sample is written under. */
  SlideId of(Sample sample) {
    SlideId made = slideByPatient.get(sample.patient());
    return made != null ? made : legal(sample).orElseThrow();
  }

  private boolean claim(SlideId id, String patient) {
    String owner = patientBySlide.putIfAbsent(id.toString(), patient);
    return owner == null || owner.equals(patient);
  }

  private boolean ownsLegal(Sample sample) {
    return legal(sample)
        .filter(id -> sample.patient().equals(patientBySlide.get(id.toString())))
        .isPresent();
  }

  /** The slide's id if it is one and names the patient, else the patient's if that is one. */
  private static Optional<SlideId> legal(Sample sample) {
    String slide = sample.slide();
    return SlideId.parse(slide.substring(slide.lastIndexOf('_') + 1))
        .filter(
            id ->
                id.toString().equals(sample.patient())
                    || id.numericPrefix().equals(sample.patient()))
        .or(() -> SlideId.parse(sample.patient()));
  }
}
