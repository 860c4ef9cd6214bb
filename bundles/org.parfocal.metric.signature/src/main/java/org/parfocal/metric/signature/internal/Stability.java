package org.parfocal.metric.signature.internal;

import java.util.List;
import java.util.Set;

/**
 * How alike M sets of d dimensions are, corrected for chance: 1 if all are the same, 0 expected of
 * random ones (Nogueira, Sechidis and Brown, JMLR 18(174), 2018, equation 4):
 *
 * <pre>{@code 1 − (1/d Σ_f M/(M−1) p_f (1 − p_f)) / (k/d (1 − k/d))}</pre>
 *
 * <p>where p_f is the share of sets that hold dimension f and k the mean size. The interval is the
 * value ± 1.96 standard deviations by the paper's estimate of its variance (theorem 7 and corollary
 * 9), which holds for many sets and is rough for few; it may reach beyond 1.
 *
 * @param value NaN where it is undefined: fewer than two sets, or all empty, or all full
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
record Stability(double value, double low, double high) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  static Stability of(List<? extends Set<Integer>> sets, int dimensions) {
    int count = sets.size();
    double[] share = new double[dimensions];
    for (Set<Integer> set : sets) {
      set.forEach(dimension -> share[dimension] += 1.0 / count);
    }
    double variances = 0;
    for (double one : share) {
      variances += one * (1 - one);
    }
    double filled = sets.stream().mapToInt(Set::size).average().orElse(0) / dimensions;
    double random = filled * (1 - filled);
    if (count < 2 || random == 0) {
      return new Stability(Double.NaN, Double.NaN, Double.NaN);
    }
    double value = 1 - count / (count - 1.0) * variances / dimensions / random;
    double reach = QUANTILE * Math.sqrt(variance(sets, share, filled, random, value));
    return new Stability(value, value - reach, value + reach);
  }

  private static double variance(
      List<? extends Set<Integer>> sets,
      double[] share,
      double filled,
      double random,
      double value) {
    int count = sets.size();
    double[] influence = new double[count];
    double mean = 0;
    for (int i = 0; i < count; i++) {
      double size = (double) sets.get(i).size() / share.length;
      double agreed = 0;
      for (int dimension : sets.get(i)) {
        agreed += share[dimension] / share.length;
      }
      influence[i] =
          (agreed - size * filled + value / 2 * (2 * size * filled - size - filled + 1)) / random;
      mean += influence[i] / count;
    }
    double sum = 0;
    for (double one : influence) {
      sum += (one - mean) * (one - mean);
    }
    return 4 * sum / count / count;
  }
}
