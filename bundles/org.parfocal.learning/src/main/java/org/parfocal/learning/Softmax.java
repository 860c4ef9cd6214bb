package org.parfocal.learning;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax of each row: p_k = e^{z_k} / Σ_j e^{z_j}. Used by one thread. */
public final class Softmax implements AutoCloseable {
  private final RowBuffer rows;
  private final int classes;

  public Softmax(int classes) {
    this.classes = classes;
    this.rows = new RowBuffer(classes);
  }

  /**
   * Computes probabilities.
   *
   * @param logits {@code [n, classes]}; not changed
   * @return {@code [n, classes]}, valid until the next call
   */
  public INDArray of(INDArray logits) {
    float[] values = FloatTensors.read(logits);
    double[] row = new double[classes];
    for (int start = 0; start < values.length; start += classes) {
      logarithms(values, start, row);
      for (int k = 0; k < classes; k++) {
        values[start + k] = (float) Math.exp(row[k]);
      }
    }
    return rows.rows(values.length / classes, values);
  }

  @Override
  public void close() {
    rows.close();
  }

  /** Fills {@code target} with log p of the row that starts at {@code start}; never overflows. */
  static void logarithms(float[] logits, int start, double[] target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < target.length; k++) {
      largest = Math.max(largest, logits[start + k]);
    }
    double sum = 0;
    for (int k = 0; k < target.length; k++) {
      sum += Math.exp(logits[start + k] - largest);
    }
    double normaliser = largest + Math.log(sum);
    for (int k = 0; k < target.length; k++) {
      target[k] = logits[start + k] - normaliser;
    }
  }
}
