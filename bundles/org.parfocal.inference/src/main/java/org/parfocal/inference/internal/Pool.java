package org.parfocal.inference.internal;

import java.util.Arrays;
import java.util.List;

/** How several answers about one image become one. */
enum Pool {
  /** The mean probability of each class. */
  MEAN {
    @Override
    double[] of(List<double[]> answers) {
      double[] mean = new double[answers.get(0).length];
      for (int k = 0; k < mean.length; k++) {
        for (double[] answer : answers) {
          mean[k] += answer[k];
        }
        mean[k] /= answers.size();
      }
      return mean;
    }
  },
  /** The largest probability of each class, over their sum. */
  MAX {
    @Override
    double[] of(List<double[]> answers) {
      double[] largest = new double[answers.get(0).length];
      for (double[] answer : answers) {
        for (int k = 0; k < largest.length; k++) {
          largest[k] = Math.max(largest[k], answer[k]);
        }
      }
      double sum = Arrays.stream(largest).sum();
      return Arrays.stream(largest).map(value -> value / sum).toArray();
    }
  };

  /**
   * Pools.
   *
   * @param answers probabilities of the classes, each of sum 1; one or more
   * @return of sum 1
   */
  abstract double[] of(List<double[]> answers);
}
