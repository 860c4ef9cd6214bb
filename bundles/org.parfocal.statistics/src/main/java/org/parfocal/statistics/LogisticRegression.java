package org.parfocal.statistics;

import java.util.Arrays;
import org.parfocal.statistics.internal.BinaryProblem;
import org.parfocal.statistics.internal.Penalty;

/**
 * Logistic regression with an L1 or an L2 penalty and an intercept that is not penalised; minimises
 *
 * <pre>{@code Σ|w| + C · Σ log(1 + exp(−y (w·x + b)))     or     ½ Σ w² + C · Σ log(…)}</pre>
 *
 * <p>Two classes are one such problem; more are one problem for each class against the rest. Solved
 * by LIBLINEAR (Fan et al., JMLR 2008; its solvers L1R_LR and L2R_LR).
 */
public final class LogisticRegression {
  /** Close enough to decide by. */
  public static final double QUICK = 0.01;

  /** Log losses right to about three digits. */
  public static final double CLOSE = 0.002;

  /** Weights right to about four digits. */
  public static final double PRECISE = 1e-5;

  private final Penalty penalty;
  private final double c;
  private final double tolerance;

  private LogisticRegression(Penalty penalty, double c, double tolerance) {
    if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("C must be positive and finite, it is " + c);
    }
    this.penalty = penalty;
    this.c = c;
    this.tolerance = tolerance;
  }

  /**
   * Sparse weights.
   *
   * @param c weight of the losses against the penalty; small values make many weights zero
   */
  public static LogisticRegression l1(double c) {
    return new LogisticRegression(Penalty.L1, c, PRECISE);
  }

  /**
   * Small weights.
   *
   * @param c weight of the losses against the penalty
   */
  public static LogisticRegression l2(double c) {
    return new LogisticRegression(Penalty.L2, c, PRECISE);
  }

  /**
   * The same, stopping elsewhere.
   *
   * @param other {@link #QUICK}, {@link #PRECISE}, or another share of the gradient at zero
   */
  public LogisticRegression tolerance(double other) {
    return new LogisticRegression(penalty, c, other);
  }

  /**
   * Fits.
   *
   * @param rows finite, all of one length; best {@linkplain Standardisation standardised}
   * @param labels one for each row; at least two of them must occur
   * @param classes number of classes; one that does not occur gets probability 0
   * @throws IllegalArgumentException if fewer than two classes occur
   */
  public LinearModel fit(double[][] rows, int[] labels, int classes) {
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new IllegalArgumentException("logistic regression needs rows of at least two classes");
    }
    BinaryProblem problem = new BinaryProblem(rows);
    return LinearModel.of(
        labels,
        classes,
        rows[0].length,
        label -> problem.fit(LabelledRows.ofClass(labels, label), penalty, c, tolerance));
  }
}
