package org.parfocal.dataset.features.internal;

import java.util.Arrays;
import org.parfocal.api.DatasetException;

/** How many vectors of which length an array holds. */
final class VectorShape {
  private VectorShape() {}

  /**
   * Number and length of the vectors: an array of one dimension is one vector.
   *
   * @throws DatasetException if it is neither a list of vectors nor one
   */
  static int[] of(Object file, int[] dimensions) {
    if (dimensions.length < 1 || dimensions.length > 2) {
      throw new DatasetException(
          "The array in %s has %d dimensions %s; embeddings have two, one row each."
              .formatted(file, dimensions.length, Arrays.toString(dimensions)));
    }
    int rows = dimensions.length == 1 ? 1 : dimensions[0];
    int length = dimensions[dimensions.length - 1];
    if (rows < 1 || length < 1) {
      throw new DatasetException(
          "The array in %s is empty (%d × %d); leave its row out of the table, or embed it."
              .formatted(file, rows, length));
    }
    if (length > VectorFile.LONGEST_VECTOR || (long) rows * length > Integer.MAX_VALUE - 8) {
      throw new DatasetException(
          "The array in %s has %d rows of %d numbers; up to %d numbers in a row, and %d in a file, are read."
              .formatted(file, rows, length, VectorFile.LONGEST_VECTOR, Integer.MAX_VALUE - 8));
    }
    return new int[] {rows, length};
  }
}
