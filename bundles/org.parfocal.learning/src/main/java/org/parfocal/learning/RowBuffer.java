package org.parfocal.learning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Native memory for a matrix (or a stack of images) whose number of rows changes from batch to
 * batch. Grows and is used again, so that a training of any length holds the same memory.
 */
public final class RowBuffer implements AutoCloseable {
  private final long[] shape;
  private final Map<Integer, INDArray> views = new HashMap<>();
  private @Nullable INDArray memory;

  /**
   * Makes an empty buffer.
   *
   * @param rowShape shape of one row, for example {@code 512} or {@code 96, 96, 3}
   */
  public RowBuffer(long... rowShape) {
    shape = new long[rowShape.length + 1];
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
  }

  /** The first {@code count} rows; valid until more rows are asked for, or {@link #close}. */
  public INDArray rows(int count) {
    INDArray present = memory;
    if (present == null || present.size(0) < count) {
      close();
      shape[0] = count;
      present = Nd4j.create(DataType.FLOAT, shape, 'c');
      memory = present;
    }
    INDArray all = present;
    return views.computeIfAbsent(
        count, n -> n == all.size(0) ? all : all.get(NDArrayIndex.interval(0, n)));
  }

  /** The first {@code count} rows, filled from a row-major array. */
  public INDArray rows(int count, float[] values) {
    INDArray rows = rows(count);
    FloatTensors.write(values, rows);
    return rows;
  }

  /** Length of one row. */
  public int rowLength() {
    return Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
  }

  @Override
  public void close() {
    views.clear();
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
