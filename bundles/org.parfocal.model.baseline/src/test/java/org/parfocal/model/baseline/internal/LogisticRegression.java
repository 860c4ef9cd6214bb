package org.parfocal.model.baseline.internal;

/**
 * L2-penalised logistic regression by Newton's method in double: minimises (1/n) Σ w_i·log(1 +
 * e^{−s_i(v·x_i + b)}) + ½·λ·‖v‖², s = ±1. Independent of everything it is compared with.
 */
final class LogisticRegression {
  private final double[] parameters;

  LogisticRegression(double[][] rows, int[] labels, double[] weights, double lambda) {
    int size = rows[0].length + 1;
    parameters = new double[size];
    for (int iteration = 0; iteration < 30; iteration++) {
      double[] gradient = new double[size];
      double[][] hessian = new double[size][size];
      for (int i = 0; i < rows.length; i++) {
        double p = probability(rows[i]);
        double weight = weights[labels[i]] / rows.length;
        for (int a = 0; a < size; a++) {
          double xa = a == size - 1 ? 1 : rows[i][a];
          gradient[a] += weight * (p - labels[i]) * xa;
          for (int b = 0; b < size; b++) {
            double xb = b == size - 1 ? 1 : rows[i][b];
            hessian[a][b] += weight * p * (1 - p) * xa * xb;
          }
        }
      }
      for (int a = 0; a < size - 1; a++) {
        gradient[a] += lambda * parameters[a];
        hessian[a][a] += lambda;
      }
      double[] step = solve(hessian, gradient);
      for (int a = 0; a < size; a++) {
        parameters[a] -= step[a];
      }
    }
  }

  /** Probability of class 1. */
  double probability(double[] row) {
    double logit = parameters[row.length];
    for (int k = 0; k < row.length; k++) {
      logit += parameters[k] * row[k];
    }
    return 1 / (1 + Math.exp(-logit));
  }

  /** Gauss and Jordan with partial pivots. */
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
      }
      double[] swapped = matrix[column];
      matrix[column] = matrix[pivot];
      matrix[pivot] = swapped;
      double value = right[column];
      right[column] = right[pivot];
      right[pivot] = value;
      for (int row = 0; row < size; row++) {
        double factor = row == column ? 0 : matrix[row][column] / matrix[column][column];
        for (int k = column; k < size && factor != 0; k++) {
          matrix[row][k] -= factor * matrix[column][k];
        }
        right[row] -= factor * right[column];
      }
    }
    double[] solution = new double[size];
    for (int k = 0; k < size; k++) {
      solution[k] = right[k] / matrix[k][k];
    }
    return solution;
  }
}
