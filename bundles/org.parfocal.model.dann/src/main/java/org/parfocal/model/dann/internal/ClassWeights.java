package org.parfocal.model.dann.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Sample;

/** How much each class counts in the cross-entropy. */
final class ClassWeights {
  private ClassWeights() {}

  /** Every image counts the same. */
  static double[] equal(int classes) {
    double[] weights = new double[classes];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** Every class that occurs has the same sum over the samples, and the mean weight is 1. */
  static double[] balanced(List<Sample> samples, int classes) {
    long[] counts = new long[classes];
    samples.forEach(sample -> counts[sample.label()]++);
    long occurring = Arrays.stream(counts).filter(count -> count > 0).count();
    double[] weights = equal(classes);
    for (int k = 0; k < classes; k++) {
      if (counts[k] > 0) {
        weights[k] = samples.size() / (double) (occurring * counts[k]);
      }
    }
    return weights;
  }
}
