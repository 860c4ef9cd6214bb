package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The logarithm of the softmax of each row: x_k − log Σ_j e^{x_j}; never overflows. */
public final class LogSoftmax implements Layer {
  private final RowBuffer outputs = new RowBuffer();
  private final RowBuffer inputGradients = new RowBuffer();
  private double[] logarithms = {};

  @Override
  public INDArray forward(INDArray input) {
    logarithms = rows(FloatTensors.read(input), Math.toIntExact(input.size(1)));
    return outputs.shapedLike(input, FloatTensors.floats(logarithms));
  }

  @Override
  public INDArray backward(INDArray gradient) {
    float[] g = FloatTensors.read(gradient);
    int length = Math.toIntExact(gradient.size(1));
    for (int start = 0; start < g.length; start += length) {
      double sum = 0;
      for (int k = start; k < start + length; k++) {
        sum += g[k];
      }
      for (int k = start; k < start + length; k++) {
        g[k] -= (float) (sum * Math.exp(logarithms[k]));
      }
    }
    return inputGradients.shapedLike(gradient, g);
  }

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }

  /**
   * Computes new rows.
   *
   * @param values {@code [n, length]} row-major; not changed
   * @return {@code [n, length]} row-major
   */
  public static double[] rows(float[] values, int length) {
    return rows(FloatTensors.doubles(values), length, 1);
  }

  /**
   * Computes new rows of x/T.
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
