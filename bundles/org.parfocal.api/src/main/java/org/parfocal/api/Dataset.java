package org.parfocal.api;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Samples with their class names and provenance.
 *
 * @param name what reports call it
 * @param classes class names in label order, at least two; with two classes the second one is the
 *     positive class
 * @param samples in a stable order, ids unique
 * @param manifest hash over everything that decides which samples these are and what is known of
 *     them, but their pixels: the platform adds the {@link ImageSource#key()} of each. Part of each
 *     job's identity
 * @param licence the terms as far as they are known, one line; empty if unknown
 * @param warnings what a person should know before trusting the data, one sentence each
 */
public record Dataset(
    String name,
    List<String> classes,
    List<Sample> samples,
    String manifest,
    String licence,
    List<String> warnings) {
  public Dataset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(licence, "licence");
    classes = List.copyOf(classes);
    samples = List.copyOf(samples);
    warnings = List.copyOf(warnings);
    if (classes.size() < 2 || Set.copyOf(classes).size() != classes.size()) {
      throw new IllegalArgumentException("classes must be two or more different names: " + classes);
    }
    Set<String> ids = new HashSet<>();
    for (Sample sample : samples) {
      if (sample.label() >= classes.size()) {
        throw new IllegalArgumentException("label of sample " + sample.id() + " names no class");
      }
      if (!ids.add(sample.id())) {
        throw new IllegalArgumentException("two samples have the id " + sample.id());
      }
    }
  }

  /** The magnifications that occur, in {@linkplain SampleField#ORDER their order}. */
  public List<String> magnifications() {
    return SampleField.MAGNIFICATION.values(samples);
  }
}
