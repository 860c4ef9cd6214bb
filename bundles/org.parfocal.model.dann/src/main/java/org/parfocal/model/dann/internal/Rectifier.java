package org.parfocal.model.dann.internal;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.RowBuffer;

/** max(0, x) of each entry, with its gradient. Used by one thread. */
final class Rectifier implements AutoCloseable {
  private final RowBuffer outputRows;
  private final RowBuffer gradientRows;
  private float[] output = {};

  /** For rows of this length. */
  Rectifier(int length) {
    outputRows = new RowBuffer(length);
    gradientRows = new RowBuffer(length);
  }

  /**
   * Rectifies.
   *
   * @param input {@code [n, length]}; not changed
   * @return {@code [n, length]}, valid until the next call
   */
  INDArray forward(INDArray input) {
    output = FloatTensors.read(input);
    for (int index = 0; index < output.length; index++) {
      output[index] = Math.max(0, output[index]);
    }
    return outputRows.rows(Math.toIntExact(input.size(0)), output);
  }

  /**
   * Passes the slopes of the entries that were above 0 in the last {@link #forward}.
   *
   * @return {@code [n, length]}, valid until the next call
   */
  INDArray backward(INDArray gradient) {
    float[] slopes = FloatTensors.read(gradient);
    for (int index = 0; index < slopes.length; index++) {
      if (!(output[index] > 0)) {
        slopes[index] = 0;
      }
    }
    return gradientRows.rows(Math.toIntExact(gradient.size(0)), slopes);
  }

  @Override
  public void close() {
    outputRows.close();
    gradientRows.close();
  }
}
