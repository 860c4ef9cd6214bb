package org.parfocal.learning;

/** log softmax(x/T) of each row: x_k/T − log Σ_j e^{x_j/T}; never overflows. */
public final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Computes new rows at T = 1.
   *
   * @param values {@code [n, length]} row-major; not changed
   * @return {@code [n, length]} row-major
   */
  public static double[] rows(float[] values, int length) {
    double[] widened = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      widened[index] = values[index];
    }
    return rows(widened, length, 1);
  }

  /**
   * Computes new rows.
   *
   * @param values {@code [n, length]} row-major; not changed
   * @param temperature T, above 0
   * @return {@code [n, length]} row-major
   */
  public static double[] rows(double[] values, int length, double temperature) {
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
