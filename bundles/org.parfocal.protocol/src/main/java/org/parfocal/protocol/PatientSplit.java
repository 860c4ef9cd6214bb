package org.parfocal.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.parfocal.api.Sample;

/**
 * The patients of one split; no patient stands in two parts.
 *
 * @param repeat {@link org.parfocal.api.Fold#repeat()}
 * @param number of the split within its repeat, from 1
 * @param training patients
 * @param validation patients; may be empty
 * @param test patients
 */
public record PatientSplit(
    int repeat, int number, Set<String> training, Set<String> validation, Set<String> test) {
  public PatientSplit {
    training = Set.copyOf(training);
    validation = Set.copyOf(validation);
    test = Set.copyOf(test);
  }

  /** The images of these patients, in the order of the samples. */
  public static List<Sample> images(Collection<Sample> samples, Set<String> patients) {
    return samples.stream().filter(sample -> patients.contains(sample.patient())).toList();
  }
}
