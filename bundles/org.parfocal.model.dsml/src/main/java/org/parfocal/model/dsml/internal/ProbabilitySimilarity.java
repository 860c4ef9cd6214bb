package org.parfocal.model.dsml.internal;

import java.util.Arrays;

/** q_m are the class probabilities p_m of a place at magnification m. */
final class ProbabilitySimilarity implements Similarity {
  @Override
  public double[] targets(PyramidRows rows) {
    return Arrays.stream(rows.logarithms()).map(Math::exp).toArray();
  }

  @Override
  public double crossEntropy(
      PyramidRows rows, double[] targets, double weight, PyramidRows.Gradients gradients) {
    int magnifications = rows.magnifications();
    double value = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int first = row - row % magnifications;
      for (int other = first; other < first + magnifications; other++) {
        if (other != row) {
          value += weight * crossEntropy(rows, row, other, targets, weight, gradients.scores());
        }
      }
    }
    return value;
  }

  /** H of one pair; adds its gradient p − q. */
  private static double crossEntropy(
      PyramidRows rows, int row, int other, double[] targets, double weight, double[] scores) {
    double value = 0;
    for (int k = 0; k < rows.classes(); k++) {
      double target = targets[rows.at(other, k)];
      value -= target * rows.logP(row, k);
      scores[rows.at(row, k)] += weight * (Math.exp(rows.logP(row, k)) - target);
    }
    return value;
  }
}
