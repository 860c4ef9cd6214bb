package org.parfocal.model.dsml.internal;

/** log softmax(x/T) of each row: x_k/T − log Σ_j e^{x_j/T}; never overflows. */
final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Computes new rows.
   *
   * @param values {@code [n, length]} row-major; not changed
   */
  static double[] rows(double[] values, int length, double temperature) {
    double[] logarithms = new double[values.length];
    for (int start = 0; start < values.length; start += length) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = start; k < start + length; k++) {
        logarithms[k] = values[k] / temperature;
        largest = Math.max(largest, logarithms[k]);
      }
      double sum = 0;
      for (int k = start; k < start + length; k++) {
        sum += Math.exp(logarithms[k] - largest);
      }
      double normaliser = largest + Math.log(sum);
      for (int k = start; k < start + length; k++) {
        logarithms[k] -= normaliser;
      }
    }
    return logarithms;
  }
}
