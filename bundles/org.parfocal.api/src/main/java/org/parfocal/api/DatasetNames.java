package org.parfocal.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the names of a data set must be, so that one patient, class or domain is not taken for two.
 */
final class DatasetNames {
  private static final int SHOWN = 5;
  private static final SampleField PATIENT = new SampleField("patient");
  private static final SampleField SLIDE = new SampleField("slide");
  private static final SampleField LABEL = new SampleField("class");

  private final String dataset;
  private final Set<String> asWritten;

  DatasetNames(String dataset, Set<String> asWritten) {
    this.dataset = dataset;
    this.asWritten = asWritten;
  }

  /**
   * Refuses patients, classes and magnifications that are spelled in several ways or missing.
   *
   * @throws DatasetException with all of them in one sentence each
   */
  void check(List<String> classes, List<Sample> samples) {
    List<String> faults = new ArrayList<>();
    fault(PATIENT, PATIENT.values(samples)).ifPresent(faults::add);
    fault(LABEL, classes).ifPresent(faults::add);
    fault(SampleField.MAGNIFICATION, SampleField.MAGNIFICATION.values(samples))
        .ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw new DatasetException(String.join(" ", faults));
    }
  }

  /** The sentence for values of a field that are spelled in several ways, or words for missing. */
  Optional<String> fault(SampleField field, Collection<String> values) {
    List<Set<String>> alike = Spelling.alike(field, values, asWritten);
    if (!alike.isEmpty()) {
      return Optional.of(
          "The %s is spelled in several ways in data set %s: %s; spell it in one, or list the names that differ under dataset.as-written."
              .formatted(field, dataset, shown(alike)));
    }
    Set<String> missing = new TreeSet<>();
    values.stream()
        .filter(value -> Spelling.isMissing(value) && !asWritten.contains(value))
        .forEach(missing::add);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The %s of images of data set %s is %s, a word for a missing one; fill it in or leave the images out, or list the word under dataset.as-written if it is a name."
                .formatted(field, dataset, Spelling.shown(missing)));
  }

  /**
   * What should be known of the slides: spelled in several ways, or with tissue of several
   * patients.
   */
  List<String> warnings(List<Sample> samples) {
    List<String> warnings = new ArrayList<>();
    List<Set<String>> alike = Spelling.alike(SLIDE, SLIDE.values(samples), asWritten);
    if (!alike.isEmpty()) {
      warnings.add(
          "Slides are spelled in several ways and counted as different: %s."
              .formatted(shown(alike)));
    }
    Map<String, Set<String>> patients = new TreeMap<>();
    samples.forEach(
        sample ->
            patients
                .computeIfAbsent(sample.slide(), slide -> new TreeSet<>())
                .add(sample.patient()));
    patients.values().removeIf(several -> several.size() < 2);
    if (!patients.isEmpty()) {
      warnings.add(
          "%d slides hold tissue of several patients, whose images may be in training and in test: %s."
              .formatted(
                  patients.size(),
                  patients.entrySet().stream()
                      .limit(SHOWN)
                      .map(
                          slide ->
                              "%s of %s"
                                  .formatted(
                                      Spelling.shown(Set.of(slide.getKey())),
                                      Spelling.shown(
                                          slide.getValue().stream().limit(SHOWN).toList())))
                      .collect(Collectors.joining("; "))));
    }
    return warnings;
  }

  private static String shown(List<Set<String>> alike) {
    String some =
        alike.stream().limit(SHOWN).map(Spelling::shown).collect(Collectors.joining("; "));
    return alike.size() > SHOWN ? some + "; and %d more".formatted(alike.size() - SHOWN) : some;
  }
}
