package org.parfocal.statistics.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * L1 fits of the same rows for one value of C after the other.
 *
 * <p>LIBLINEAR cannot start from an earlier solution. What an earlier solution does tell is which
 * dimensions can be left out (the sequential strong rule of Tibshirani et al., JRSS B 2012): with λ
 * = 1 / C, dimension j is left out if the slope of the loss along it, at the earlier solution, is
 * below {@code 2 λ − λ_earlier}. The rule may err, so the slopes at the new solution are checked
 * (each must be within λ) and what was left out wrongly is taken in. The solutions are the same as
 * without the rule.
 */
public final class SparsePath {
  private final double[][] rows;
  private final boolean[] positive;
  private final double tolerance;
  private double[] slopes;
  private double earlier;

  /**
   * Starts a path at zero weights.
   *
   * @param rows at least one, finite, all of one length
   * @param positive of each row; both values must occur
   * @param tolerance as {@link BinaryProblem#fit}'s
   */
  public SparsePath(double[][] rows, boolean[] positive, double tolerance) {
    this.rows = rows;
    this.positive = positive;
    this.tolerance = tolerance;
    slopes = slopes(withoutWeights());
    earlier = Arrays.stream(slopes).max().orElse(0);
  }

  /** The smallest λ at which all weights vanish: C is its reciprocal. */
  public double start() {
    return earlier;
  }

  /**
   * Fits.
   *
   * @param c best larger than the one before
   * @return one weight for each dimension, then the intercept
   */
  public double[] fit(double c) {
    double lambda = 1 / c;
    double bound = 2 * lambda - earlier;
    boolean[] kept = new boolean[slopes.length];
    for (int dimension = 0; dimension < kept.length; dimension++) {
      kept[dimension] = slopes[dimension] >= bound;
    }
    double[] weights = fit(c, kept);
    slopes = slopes(weights);
    while (takenIn(kept, lambda)) {
      weights = fit(c, kept);
      slopes = slopes(weights);
    }
    earlier = lambda;
    return weights;
  }

  private boolean takenIn(boolean[] kept, double lambda) {
    boolean any = false;
    for (int dimension = 0; dimension < kept.length; dimension++) {
      if (!kept[dimension] && slopes[dimension] > lambda) {
        kept[dimension] = true;
        any = true;
      }
    }
    return any;
  }

  private double[] fit(double c, boolean[] kept) {
    int[] dimensions = IntStream.range(0, kept.length).filter(one -> kept[one]).toArray();
    double[] weights = withoutWeights();
    if (dimensions.length == 0) {
      return weights;
    }
    double[][] narrow = new double[rows.length][dimensions.length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < dimensions.length; i++) {
        narrow[row][i] = rows[row][dimensions[i]];
      }
    }
    double[] fitted = new BinaryProblem(narrow).fit(positive, Penalty.L1, c, tolerance);
    for (int i = 0; i < dimensions.length; i++) {
      weights[dimensions[i]] = fitted[i];
    }
    weights[kept.length] = fitted[dimensions.length];
    return weights;
  }

  /** The intercept that predicts the share of positive rows. */
  private double[] withoutWeights() {
    double count = IntStream.range(0, positive.length).filter(row -> positive[row]).count();
    double[] weights = new double[rows[0].length + 1];
    weights[rows[0].length] = Math.log(count / (positive.length - count));
    return weights;
  }

  /** {@code |Σ_i (p_i − y_i) x_ij|} for each dimension j. */
  private double[] slopes(double[] weights) {
    int intercept = weights.length - 1;
    double[] sums = new double[intercept];
    for (int row = 0; row < rows.length; row++) {
      double[] values = rows[row];
      double logit = weights[intercept];
      for (int dimension = 0; dimension < intercept; dimension++) {
        logit += weights[dimension] * values[dimension];
      }
      double residual = 1 / (1 + Math.exp(-logit)) - (positive[row] ? 1 : 0);
      for (int dimension = 0; dimension < intercept; dimension++) {
        sums[dimension] += residual * values[dimension];
      }
    }
    return Arrays.stream(sums).map(Math::abs).toArray();
  }
}
