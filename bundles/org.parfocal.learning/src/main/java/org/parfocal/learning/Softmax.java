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
    double[] logarithms = LogSoftmax.rows(values, classes);
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) Math.exp(logarithms[index]);
    }
    return rows.rows(values.length / classes, values);
  }

  @Override
  public void close() {
    rows.close();
  }
}
