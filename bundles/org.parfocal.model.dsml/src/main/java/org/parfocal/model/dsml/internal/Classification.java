package org.parfocal.model.dsml.internal;

/** Σ_m CE(y, p_m), mean over the pyramids. */
final class Classification {
  private Classification() {}

  /**
   * Computes the value and adds its slopes.
   *
   * @param labels class of each pyramid
   */
  static double evaluate(PyramidRows rows, int[] labels, Slopes slopes) {
    double value = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int label = labels[row / rows.magnifications()];
      value -= rows.logarithms()[rows.at(row, label)] / rows.groups();
      for (int k = 0; k < rows.classes(); k++) {
        double target = k == label ? 1 : 0;
        slopes.scores()[rows.at(row, k)] +=
            (Math.exp(rows.logarithms()[rows.at(row, k)]) - target) / rows.groups();
      }
    }
    return value;
  }
}
