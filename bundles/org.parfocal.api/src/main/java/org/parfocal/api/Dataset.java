package org.parfocal.api;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Samples with their class names and provenance. A data set in which a person would find one
 * patient, class or magnification under two {@linkplain Spelling spellings}, or under a word for a
 * missing one, cannot be constructed.
 *
 * @param name what reports call it
 * @param classes class names in label order, at least two; with two classes the second one is the
 *     positive class
 * @param samples in a stable order, ids unique
 * @param manifest hash over everything that decides which samples these are and what is known of
 *     them, but their pixels: the platform adds the {@link ImageSource#key()} of each. Part of each
 *     job's identity
 * @param licence the terms as far as they are known, one line; empty if unknown
 * @param warnings what a person should know before trusting the data, one sentence each; those on
 *     slides that are spelled in several ways or hold several patients are added by themselves
 * @param asWritten names that are meant as they are written, though they are spelled like another
 *     or like a word for missing
 */
public record Dataset(
    String name,
    List<String> classes,
    List<Sample> samples,
    String manifest,
    String licence,
    List<String> warnings,
    Set<String> asWritten) {
  /**
   * Checks what samples must agree on.
   *
   * @throws DatasetException if a name of a patient, class or magnification is none, or two are one
   */
  public Dataset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(licence, "licence");
    classes = List.copyOf(classes);
    samples = List.copyOf(samples);
    asWritten = Set.copyOf(asWritten);
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
    DatasetNames names = new DatasetNames(name, asWritten);
    names.check(classes, samples);
    Set<String> all = new LinkedHashSet<>(warnings);
    all.addAll(names.warnings(samples));
    warnings = List.copyOf(all);
  }

  /** A data set whose names have one spelling each. */
  public Dataset(
      String name,
      List<String> classes,
      List<Sample> samples,
      String manifest,
      String licence,
      List<String> warnings) {
    this(name, classes, samples, manifest, licence, warnings, Set.of());
  }

  /** The same with other samples, for example ones that look after their pixels. */
  public Dataset with(List<Sample> others) {
    return new Dataset(name, classes, others, manifest, licence, warnings, asWritten);
  }

  /**
   * What must not be where a field of the samples is held out or set against itself: one value in
   * several spellings, or a word for a missing one.
   *
   * @return the sentence that says so; empty if the field is sound
   */
  public Optional<String> fault(SampleField field) {
    return new DatasetNames(name, asWritten).fault(field, field.values(samples));
  }

  /** The magnifications that occur, in {@linkplain SampleField#ORDER their order}. */
  public List<String> magnifications() {
    return SampleField.MAGNIFICATION.values(samples);
  }
}
