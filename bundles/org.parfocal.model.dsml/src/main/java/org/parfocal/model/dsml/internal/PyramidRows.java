package org.parfocal.model.dsml.internal;

import org.parfocal.nn.LogSoftmax;

/**
 * What the branches say of the rows of G pyramids: row g·M + m is magnification m of pyramid g.
 *
 * @param labels class of each pyramid
 * @param magnifications M
 * @param classes C
 * @param logarithms log p = log softmax(z/T), {@code [G·M, C]} row-major
 * @param representations h, {@code [G·M, k]} row-major
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PyramidRows(
    int[] labels, int magnifications, int classes, double[] logarithms, double[] representations) {

  static PyramidRows of(
      BranchHeads.Outputs outputs, int[] labels, int magnifications, double temperature) {
    int classes = outputs.logits().length / (labels.length * magnifications);
    return new PyramidRows(
        labels,
        magnifications,
        classes,
        LogSoftmax.rows(outputs.logits(), classes, temperature),
        outputs.representations());
  }

  int groups() {
    return labels.length;
  }

  int rows() {
    return groups() * magnifications;
  }

  /** Length k of a representation. */
  int width() {
    return representations.length / rows();
  }

  int row(int group, int magnification) {
    return group * magnifications + magnification;
  }

  /** Where a class of a row stands in {@link #logarithms}. */
  int at(int row, int label) {
    return row * classes + label;
  }

  double logP(int row, int label) {
    return logarithms[at(row, label)];
  }

  /** How many pyramids are given the same class at all magnifications. */
  long agreeing() {
    long agreeing = 0;
    for (int group = 0; group < groups(); group++) {
      boolean same = true;
      for (int m = 1; m < magnifications; m++) {
        same &= decision(row(group, m)) == decision(row(group, 0));
      }
      agreeing += same ? 1 : 0;
    }
    return agreeing;
  }

  /** The most probable class of a row; of equal ones the first. */
  private int decision(int row) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = logP(row, k) > logP(row, best) ? k : best;
    }
    return best;
  }

  Gradients zeroGradients() {
    return new Gradients(new double[logarithms.length], new double[representations.length]);
  }

  /**
   * What the terms of the loss add up.
   *
   * @param scores ∂loss/∂(z/T), {@code [G·M, C]} row-major
   * @param representations ∂loss/∂h apart from what reaches h through z, {@code [G·M, k]} row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Gradients(double[] scores, double[] representations) {
    /** ∂loss/∂z. */
    double[] logits(double temperature) {
      double[] logits = scores.clone();
      for (int index = 0; index < logits.length; index++) {
        logits[index] /= temperature;
      }
      return logits;
    }
  }
}
