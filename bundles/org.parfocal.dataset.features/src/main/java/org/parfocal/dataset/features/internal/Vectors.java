package org.parfocal.dataset.features.internal;

import java.util.Arrays;
import org.parfocal.api.DatasetException;

/**
 * The vectors of one file.
 *
 * @param values row after row
 * @param rows number of vectors
 * @param length of each
 * @param encoder what made them, as far as the file tells; empty if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // large; nobody compares them
record Vectors(float[] values, int rows, int length, String encoder) {
  Vectors {
    if ((long) rows * length != values.length) {
      throw new IllegalArgumentException(
          "%d numbers do not make %d × %d".formatted(values.length, rows, length));
    }
  }

  /** One of them. */
  float[] row(int row) {
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  /** Their mean. */
  float[] mean() {
    double[] sums = new double[length];
    for (int index = 0; index < values.length; index++) {
      sums[index % length] += values[index];
    }
    float[] mean = new float[length];
    for (int k = 0; k < length; k++) {
      mean[k] = (float) (sums[k] / rows);
    }
    return mean;
  }

  /**
   * Finds numbers that nothing can be learnt from.
   *
   * @param file for the message
   * @throws DatasetException names the first one's place
   */
  void requireFinite(Object file) {
    for (int index = 0; index < values.length; index++) {
      if (!Float.isFinite(values[index])) {
        throw new DatasetException(
            "%s holds %s in row %d, column %d (from 0); make the embeddings again."
                .formatted(
                    file,
                    Float.isNaN(values[index]) ? "no number (NaN)" : "an infinite number",
                    index / length,
                    index % length));
      }
    }
  }
}
