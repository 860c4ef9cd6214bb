package org.parfocal.model.dsml.internal;

/** q_m are the class probabilities p_m of a place at magnification m. */
final class ProbabilitySimilarity implements Similarity {
  private final double lambda;

  ProbabilitySimilarity(double lambda) {
    this.lambda = lambda;
  }

  @Override
  public double[] targets(PyramidRows rows) {
    return rows.probabilities();
  }

  @Override
  public double evaluate(PyramidRows rows, double[] targets, Slopes slopes) {
    int magnifications = rows.magnifications();
    double factor = lambda / (magnifications * (magnifications - 1.0) * rows.groups());
    double value = 0;
    for (int group = 0; group < rows.groups(); group++) {
      for (int m = 0; m < magnifications; m++) {
        for (int n = 0; n < magnifications; n++) {
          if (n != m) {
            value +=
                factor * add(rows, rows.row(group, m), rows.row(group, n), targets, factor, slopes);
          }
        }
      }
    }
    return value;
  }

  /** H of one pair; adds its slope p − q. */
  private static double add(
      PyramidRows rows, int row, int other, double[] targets, double factor, Slopes slopes) {
    double value = 0;
    for (int k = 0; k < rows.classes(); k++) {
      double target = targets[rows.at(other, k)];
      double logarithm = rows.logarithms()[rows.at(row, k)];
      value -= target * logarithm;
      slopes.scores()[rows.at(row, k)] += factor * (Math.exp(logarithm) - target);
    }
    return value;
  }
}
