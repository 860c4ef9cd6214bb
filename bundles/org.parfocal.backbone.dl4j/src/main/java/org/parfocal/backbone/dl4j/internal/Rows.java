package org.parfocal.backbone.dl4j.internal;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Memory for the rows of a batch, used again for every batch; batches differ in length. */
final class Rows implements AutoCloseable {
  private final long[] row;
  private @Nullable INDArray all;
  private @Nullable INDArray first;

  /** {@code row} is the shape of one row. */
  Rows(long... row) {
    this.row = row.clone();
  }

  /** An array of {@code count} rows; valid until the next call. Its content is undefined. */
  INDArray first(long count) {
    if (first != null && first.size(0) == count) {
      return first;
    }
    INDArray memory = all;
    if (memory == null || memory.size(0) < count) {
      close();
      long[] shape = new long[row.length + 1];
      shape[0] = count;
      System.arraycopy(row, 0, shape, 1, row.length);
      memory = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
      all = memory;
    }
    INDArray rows = memory.size(0) == count ? memory : memory.get(NDArrayIndex.interval(0, count));
    first = rows;
    return rows;
  }

  @Override
  public void close() {
    first = null;
    if (all != null) {
      all.close();
      all = null;
    }
  }
}
