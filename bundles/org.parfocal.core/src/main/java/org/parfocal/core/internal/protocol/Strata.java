package org.parfocal.core.internal.protocol;

import java.util.Collection;
import java.util.function.Predicate;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * Samples whose patients are divided, and what every part should hold its share of: each class, and
 * each class in each domain.
 *
 * @param samples in any order
 * @param classes number of classes
 * @param field tells the domain
 */
record Strata(Collection<Sample> samples, int classes, SampleField field) {
  /** Classes and magnifications. */
  static Strata ofMagnifications(Collection<Sample> samples, Dataset dataset) {
    return new Strata(samples, dataset.classes().size(), SampleField.MAGNIFICATION);
  }

  /** The same strata of some of the samples. */
  Strata where(Predicate<Sample> wanted) {
    return new Strata(samples.stream().filter(wanted).toList(), classes, field);
  }
}
