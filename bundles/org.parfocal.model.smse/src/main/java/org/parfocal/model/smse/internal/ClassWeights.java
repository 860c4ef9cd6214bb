package org.parfocal.model.smse.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Sample;

/** Class weights β. */
final class ClassWeights {
  private ClassWeights() {}

  /**
   * By the training share: β_c ∝ 1/n_c with sum 1, n_c being the images of class c, so that every
   * class has the same weight in all. For two classes this is [1−r, r], r being the share of the
   * first. A class that does not occur weighs 0: it is never asked for.
   */
  static double[] byShare(List<Sample> samples, int classes) {
    double[] weights = new double[classes];
    samples.forEach(sample -> weights[sample.label()]++);
    Arrays.setAll(weights, label -> weights[label] == 0 ? 0 : 1 / weights[label]);
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, label -> weights[label] / sum);
    return weights;
  }

  /** Every class weighs 1. */
  static double[] equal(int classes) {
    double[] weights = new double[classes];
    Arrays.fill(weights, 1);
    return weights;
  }
}
