package org.parfocal.nn;

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
 * batch. Grows and is used again, so that a training of any length holds the same memory. Is closed
 * with the module that names it as a part.
 */
public final class RowBuffer implements Module {
  private final Map<Integer, INDArray> views = new HashMap<>();
  private long[] rowShape;
  private @Nullable INDArray memory;

  /**
   * Makes an empty buffer.
   *
   * @param rowShape shape of one row, for example {@code 512} or {@code 96, 96, 3}
   */
  public RowBuffer(long... rowShape) {
    this.rowShape = rowShape.clone();
  }

  /** The first {@code count} rows; valid until more rows are asked for, or {@link #close}. */
  public INDArray rows(int count) {
    INDArray present = memory;
    if (present == null || present.size(0) < count) {
      close();
      long[] shape = new long[rowShape.length + 1];
      shape[0] = count;
      System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
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

  /** The first {@code count} rows, filled from a row-major array that is rounded to floats. */
  public INDArray rows(int count, double[] values) {
    return rows(count, FloatTensors.floats(values));
  }

  /** Memory of this shape, of which the first number counts the rows; the others may change. */
  INDArray shaped(long... shape) {
    if (!Arrays.equals(rowShape, 0, rowShape.length, shape, 1, shape.length)) {
      close();
      rowShape = Arrays.copyOfRange(shape, 1, shape.length);
    }
    return rows(Math.toIntExact(shape[0]));
  }

  /** Memory of the shape of another tensor, filled from a row-major array. */
  INDArray shapedLike(INDArray tensor, float[] values) {
    INDArray target = shaped(tensor.shape());
    FloatTensors.write(values, target);
    return target;
  }

  /** Length of one row. */
  public int rowLength() {
    return Math.toIntExact(Arrays.stream(rowShape).reduce(1, Math::multiplyExact));
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
