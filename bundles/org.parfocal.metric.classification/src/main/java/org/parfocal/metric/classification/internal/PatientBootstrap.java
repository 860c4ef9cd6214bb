package org.parfocal.metric.classification.internal;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * 95 % percentile intervals (Efron) from drawing patients with replacement; all images of a drawn
 * patient come along. Every measure of a scope sees the same draws.
 */
final class PatientBootstrap {
  private static final double TAIL = 0.025;

  private final int draws;
  private final long seed;

  PatientBootstrap(int draws, long seed) {
    this.draws = draws;
    this.seed = seed;
  }

  /**
   * An interval.
   *
   * @param low NaN if there is none
   * @param high NaN if there is none
   * @param note how it was made, or why there is none
   */
  record Interval(double low, double high, String note) {}

  /** The intervals of some measures, in their order. */
  List<Interval> intervals(List<Measure> measures, int patients) {
    if (draws == 0) {
      return measures.stream().map(measure -> none("no interval asked for")).toList();
    }
    if (patients < 2) {
      return measures.stream().map(measure -> none("no interval over one patient")).toList();
    }
    double[][] values = new double[measures.size()][draws];
    SplittableRandom random = new SplittableRandom(seed);
    int[] weights = new int[patients];
    for (int draw = 0; draw < draws; draw++) {
      Arrays.fill(weights, 0);
      for (int i = 0; i < patients; i++) {
        weights[random.nextInt(patients)]++;
      }
      for (int m = 0; m < values.length; m++) {
        values[m][draw] = measures.get(m).value().applyAsDouble(weights);
      }
    }
    return Arrays.stream(values).map(drawn -> interval(drawn, patients)).toList();
  }

  private static Interval none(String reason) {
    return new Interval(Double.NaN, Double.NaN, reason);
  }

  private Interval interval(double[] drawn, int patients) {
    double[] defined = Arrays.stream(drawn).filter(value -> !Double.isNaN(value)).toArray();
    if (defined.length == 0) {
      return none("undefined in all draws");
    }
    Arrays.sort(defined);
    String note = "%d draws of %d patients, seed %d".formatted(draws, patients, seed);
    if (defined.length < draws) {
      note += ", %d of them undefined and ignored".formatted(draws - defined.length);
    }
    return new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL), note);
  }

  /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int lower = (int) position;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
  }
}
