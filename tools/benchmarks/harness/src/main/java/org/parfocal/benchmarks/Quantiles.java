package org.parfocal.benchmarks;

import java.util.Arrays;

/** Order statistics, interpolated linearly between the two nearest values (type 7 of R). */
final class Quantiles {
  private final double[] sorted;

  Quantiles(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  double median() {
    return at(0.5);
  }

  /** The value below which that share of the values lies. */
  double at(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
