package org.parfocal.statistics;

import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.statistics.internal.SparsePath;

/**
 * The values of C that are tried for an L1 logistic regression: from {@code C_min}, the largest one
 * at which all weights vanish, upwards in equal ratios to a hundred times as much.
 *
 * <p>At zero weights the best intercept predicts the share of the class in every row, so dimension
 * j stays zero as long as {@code C · |Σ_i (y_i − ȳ) x_ij| ≤ 1}.
 */
public final class PenaltyPath {
  /** The last value of C over the first one. */
  public static final double SPAN = 100;

  private PenaltyPath() {}

  /**
   * The path. Of more than two classes it starts where the weights of all of them vanish.
   *
   * @param rows standardised
   * @param labels one for each row; at least two of them occur
   * @param classes number of classes
   * @param count how many values, at least 2
   * @return ascending; empty if no dimension says anything of any class
   */
  public static List<Double> of(double[][] rows, int[] labels, int classes, int count) {
    double start =
        IntStream.of(labels)
            .distinct()
            .filter(label -> classes > 2 || label == 1)
            .mapToDouble(label -> start(rows, LabelledRows.ofClass(labels, label)))
            .max()
            .orElse(0);
    if (!(start > 0)) {
      return List.of();
    }
    return IntStream.range(0, count)
        .mapToObj(step -> Math.pow(SPAN, (double) step / (count - 1)) / start)
        .toList();
  }

  private static double start(double[][] rows, boolean[] positive) {
    return new SparsePath(rows, positive, LogisticRegression.CLOSE).start();
  }
}
