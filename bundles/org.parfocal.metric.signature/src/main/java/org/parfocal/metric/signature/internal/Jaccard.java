package org.parfocal.metric.signature.internal;

import java.util.Set;

/** How much two sets of dimensions have in common: {@code |A ∩ B| / |A ∪ B|}. */
final class Jaccard {
  private Jaccard() {}

  /** NaN if both are empty. */
  static double of(Set<Integer> one, Set<Integer> other) {
    double common = one.stream().filter(other::contains).count();
    return common / (one.size() + other.size() - common);
  }

  /**
   * What is expected of random sets of these sizes: the number of common members is hypergeometric.
   *
   * @param one size of the first set
   * @param other size of the second set
   * @param dimensions how many there are to choose from
   * @return NaN if both are empty
   */
  static double chance(int one, int other, int dimensions) {
    double[] logFactorial = new double[dimensions + 1];
    for (int i = 1; i <= dimensions; i++) {
      logFactorial[i] = logFactorial[i - 1] + Math.log(i);
    }
    double sum = 0;
    for (int common = Math.max(0, one + other - dimensions);
        common <= Math.min(one, other);
        common++) {
      double log =
          choose(logFactorial, one, common)
              + choose(logFactorial, dimensions - one, other - common)
              - choose(logFactorial, dimensions, other);
      sum += Math.exp(log) * common / (one + other - common);
    }
    return sum;
  }

  private static double choose(double[] logFactorial, int all, int taken) {
    return logFactorial[all] - logFactorial[taken] - logFactorial[all - taken];
  }
}
