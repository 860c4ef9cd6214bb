package org.parfocal.statistics;

/**
 * An independent solver: small steps down the gradient of the losses, then a step towards zero for
 * each weight but the intercept.
 */
final class ProximalGradient {
  private ProximalGradient() {}

  /** The weights, and last the intercept. */
  static double[] fit(double[][] rows, boolean[] positive, boolean sparse, double c) {
    int dimensions = rows[0].length;
    double squares = 0;
    for (double[] row : rows) {
      squares += 1;
      for (double value : row) {
        squares += value * value;
      }
    }
    double step = 1 / (c * squares / 4 + 1);
    double[] weights = new double[dimensions + 1];
    for (int iteration = 0; iteration < 40_000; iteration++) {
      double[] gradient = new double[dimensions + 1];
      for (int row = 0; row < rows.length; row++) {
        double logit = weights[dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++) {
          logit += weights[dimension] * rows[row][dimension];
        }
        double residual = c * (1 / (1 + Math.exp(-logit)) - (positive[row] ? 1 : 0));
        for (int dimension = 0; dimension < dimensions; dimension++) {
          gradient[dimension] += residual * rows[row][dimension];
        }
        gradient[dimensions] += residual;
      }
      for (int dimension = 0; dimension <= dimensions; dimension++) {
        double moved = weights[dimension] - step * gradient[dimension];
        if (dimension < dimensions) {
          moved =
              sparse
                  ? Math.signum(moved) * Math.max(0, Math.abs(moved) - step)
                  : moved / (1 + step);
        }
        weights[dimension] = moved;
      }
    }
    return weights;
  }
}
