package org.parfocal.nn;

import java.util.Arrays;

/** How much each class counts in a loss, for example in {@link CrossEntropyLoss}. */
public final class ClassWeights {
  private ClassWeights() {}

  /** Every row counts the same: every class weighs 1. */
  public static double[] equal(int classes) {
    double[] weights = new double[classes];
    Arrays.fill(weights, 1);
    return weights;
  }

  /**
   * Every class counts the same, and all weights together are 1: a class of m rows weighs 1/m over
   * the sum of these. For two classes this is [1−r, r], r being the share of the first. A class
   * that does not occur weighs 0.
   *
   * @param labels class index of each row
   */
  public static double[] byShare(int[] labels, int classes) {
    double[] weights = new double[classes];
    for (int label : labels) {
      weights[label]++;
    }
    Arrays.setAll(weights, label -> weights[label] == 0 ? 0 : 1 / weights[label]);
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, label -> weights[label] / sum);
    return weights;
  }

  /**
   * Every class counts the same: with n rows of k classes that occur, a class of m rows weighs n/(k
   * m), so that these classes have the same sum over the rows and a row weighs 1 on average. A
   * class that does not occur weighs 1; no row asks for it.
   *
   * @param labels class index of each row
   */
  public static double[] balanced(int[] labels, int classes) {
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    long occurring = Arrays.stream(counts).filter(count -> count > 0).count();
    double[] weights = equal(classes);
    for (int k = 0; k < classes; k++) {
      if (counts[k] > 0) {
        weights[k] = labels.length / (double) (occurring * counts[k]);
      }
    }
    return weights;
  }
}
