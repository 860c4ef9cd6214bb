package org.parfocal.model.dsml.internal;

import org.parfocal.nn.LogSoftmax;

/**
 * What the branches say of the rows of pyramids: row g·M + m is magnification m of pyramid g.
 *
 * @param groups pyramids G
 * @param magnifications M
 * @param classes C
 * @param width length k of a representation
 * @param logarithms log p = log softmax(z/T), {@code [G·M, C]} row-major
 * @param representations h, {@code [G·M, k]} row-major
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PyramidRows(
    int groups,
    int magnifications,
    int classes,
    int width,
    double[] logarithms,
    double[] representations) {

  static PyramidRows of(
      int magnifications, int classes, BranchOutputs outputs, double temperature) {
    double[] logarithms = LogSoftmax.rows(outputs.logits(), classes, temperature);
    int groups = logarithms.length / (classes * magnifications);
    return new PyramidRows(
        groups,
        magnifications,
        classes,
        outputs.representations().length / (groups * magnifications),
        logarithms,
        outputs.representations());
  }

  int rows() {
    return groups * magnifications;
  }

  int row(int group, int magnification) {
    return group * magnifications + magnification;
  }

  /** Where a class of a row stands in {@link #logarithms}. */
  int at(int row, int label) {
    return row * classes + label;
  }

  /** p, {@code [G·M, C]}. */
  double[] probabilities() {
    double[] probabilities = new double[logarithms.length];
    for (int index = 0; index < probabilities.length; index++) {
      probabilities[index] = Math.exp(logarithms[index]);
    }
    return probabilities;
  }

  /** The most probable class of a row; of equal ones the first. */
  int decision(int row) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logarithms[at(row, k)] > logarithms[at(row, best)]) {
        best = k;
      }
    }
    return best;
  }
}
