package org.parfocal.protocol;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * Samples whose patients are divided, and what every part should hold its share of: each class, and
 * each class in each domain.
 *
 * @param samples in the data set's order
 * @param classes number of classes
 * @param field whose values are the domains
 */
public record Strata(List<Sample> samples, int classes, SampleField field) {
  public Strata {
    samples = List.copyOf(samples);
  }

  /** The strata of some samples of a data set. */
  public static Strata of(Collection<Sample> samples, Dataset dataset, SampleField field) {
    return new Strata(List.copyOf(samples), dataset.classes().size(), field);
  }

  /** The same strata of some of the samples. */
  public Strata where(Predicate<Sample> wanted) {
    return new Strata(samples.stream().filter(wanted).toList(), classes, field);
  }
}
