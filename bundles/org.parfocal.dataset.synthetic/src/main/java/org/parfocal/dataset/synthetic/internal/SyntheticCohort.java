package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/** Lists the samples: drawn patients, or the images of an index. */
final class SyntheticCohort {
  private final CohortSettings settings;

  SyntheticCohort(CohortSettings settings) {
    this.settings = settings;
  }

  /** Patients whose classes and subtypes follow one another in turn. */
  List<Sample> drawn() {
    List<Sample> samples = new ArrayList<>();
    int[] count = new int[2];
    for (int i = 0; i < settings.patients(); i++) {
      double share = settings.malignantShare();
      boolean malignant = Math.floor((i + 1) * share + 1e-9) > Math.floor(i * share + 1e-9);
      List<LesionType> subtypes = LesionType.mixture(malignant);
      LesionType subtype = subtypes.get(count[malignant ? 1 : 0]++ % subtypes.size());
      Patient patient = patient(String.format(Locale.ROOT, "00-%d", 1001 + i), subtype);
      for (int place = 1; place <= settings.places(); place++) {
        String sequence = String.format(Locale.ROOT, "%03d", place);
        for (MicroscopeObjective objective : settings.objectives()) {
          samples.add(sample(patient, objective, sequence, path(patient, objective, sequence)));
        }
      }
    }
    return samples;
  }

  /** The images of an index; those of a slide that share a sequence number share their place. */
  List<Sample> indexed(List<IndexFile.Row> rows) {
    Map<String, MicroscopeObjective> objectives =
        settings.objectives().stream()
            .collect(Collectors.toMap(MicroscopeObjective::name, Function.identity()));
    List<String> unknown =
        rows.stream()
            .map(IndexFile.Row::magnification)
            .distinct()
            .filter(name -> !objectives.containsKey(name))
            .sorted(SampleField.ORDER)
            .toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "The index has images at "
              + String.join(", ", unknown)
              + ", which dataset.magnifications does not name.");
    }
    Map<String, Patient> patients = new HashMap<>();
    List<Sample> samples = new ArrayList<>(rows.size());
    for (IndexFile.Row row : rows) {
      Patient patient =
          patients.computeIfAbsent(
              row.slide() + ' ' + row.subtype().code(), key -> patient(row.slide(), row.subtype()));
      MicroscopeObjective objective = Objects.requireNonNull(objectives.get(row.magnification()));
      samples.add(sample(patient, objective, row.sequence(), row.path()));
    }
    return samples;
  }

  private Patient patient(String id, LesionType subtype) {
    return Patient.of(settings.seed(), id, subtype, settings.overlap(), settings.stainShift());
  }

  private Sample sample(
      Patient patient, MicroscopeObjective objective, String sequence, String path) {
    String place = patient.subtype().code() + "/" + sequence;
    return new Sample(
        path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.png$", ""),
        new SyntheticImage(patient, place, objective, settings),
        patient.subtype().malignant() ? 1 : 0,
        patient.id(),
        patient.id(),
        objective.name(),
        OptionalDouble.of(objective.micronsPerPixel()),
        patient.id() + "/" + place,
        Map.of(
            "subtype", patient.subtype().code(),
            "seq", sequence,
            "breakhis-path", path,
            "grade", Integer.toString(patient.grade()),
            "severity", patient.severity(),
            "cellularity", patient.cellularityText()));
  }

  /** Path in BreaKHis' layout: the folder joins the slide's year with _, the file with -. */
  private static String path(Patient patient, MicroscopeObjective objective, String sequence) {
    LesionType subtype = patient.subtype();
    String kind = (subtype.malignant() ? "M" : "B") + "_" + subtype.code();
    String magnification = objective.name();
    return String.format(
        Locale.ROOT,
        "BreaKHis_v1/histology_slides/breast/%s/SOB/%s/SOB_%s_%s/%s/SOB_%s-%s-%s-%s.png",
        subtype.malignant() ? "malignant" : "benign",
        subtype.label(),
        kind,
        patient.id(),
        magnification,
        kind,
        patient.id(),
        magnification.replaceFirst("X$", ""),
        sequence);
  }
}
