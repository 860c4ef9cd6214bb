package org.parfocal.model.dsml.internal;

/**
 * Gradients that the terms of the loss add up.
 *
 * @param scores ∂loss/∂(z/T), {@code [n, C]} row-major
 * @param representations ∂loss/∂h apart from what reaches h through z, {@code [n, k]} row-major
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Slopes(double[] scores, double[] representations) {
  static Slopes zero(PyramidRows rows) {
    return new Slopes(
        new double[rows.logarithms().length], new double[rows.representations().length]);
  }

  /** ∂loss/∂z. */
  double[] logits(double temperature) {
    double[] logits = scores.clone();
    for (int index = 0; index < logits.length; index++) {
      logits[index] /= temperature;
    }
    return logits;
  }
}
