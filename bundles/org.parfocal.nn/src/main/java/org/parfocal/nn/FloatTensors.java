package org.parfocal.nn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.NativeMemory;

/**
 * Moves whole float tensors between native memory and Java arrays, row-major. Heads are small:
 * plain loops over a Java array are faster than native operations, each of which costs microseconds
 * before it begins.
 */
public final class FloatTensors {
  private FloatTensors() {}

  /**
   * Copies a tensor out.
   *
   * @param target filled from 0; at least as long as the tensor
   */
  public static void read(INDArray tensor, float[] target) {
    if (direct(tensor)) {
      Nd4j.getAffinityManager().ensureLocation(tensor, AffinityManager.Location.HOST);
      tensor.data().asNioFloat().get(target, 0, Math.toIntExact(tensor.length()));
      return;
    }
    try (INDArray copy = tensor.castTo(DataType.FLOAT).dup('c')) {
      copy.data().asNioFloat().get(target, 0, Math.toIntExact(copy.length()));
    }
  }

  /** Copies a tensor out into a new array. */
  public static float[] read(INDArray tensor) {
    float[] values = new float[Math.toIntExact(tensor.length())];
    read(tensor, values);
    return values;
  }

  /**
   * Copies the first rows of a matrix, or of what is a matrix when its other dimensions are joined.
   *
   * @param target as many rows as are wanted, or more, each of the length of the matrix's
   */
  static void readRows(INDArray matrix, int rows, float[][] target) {
    if (direct(matrix)) {
      FloatBuffer buffer = buffer(matrix);
      for (int row = 0; row < rows; row++) {
        buffer.get(target[row]);
      }
      return;
    }
    float[] values = read(matrix);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * target[row].length, target[row], 0, target[row].length);
    }
  }

  /** Fills the first rows of a matrix; see {@link #readRows}. */
  static void writeRows(float[][] values, int rows, INDArray matrix) {
    if (direct(matrix)) {
      FloatBuffer buffer = buffer(matrix);
      for (int row = 0; row < rows; row++) {
        buffer.put(values[row]);
      }
      written(matrix);
      return;
    }
    float[] flat = new float[Math.toIntExact(matrix.length())];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values[row], 0, flat, row * values[row].length, values[row].length);
    }
    write(flat, matrix);
  }

  /** Copies a tensor out into a new array of doubles, for sums that floats are too short for. */
  public static double[] readDoubles(INDArray tensor) {
    return doubles(read(tensor));
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int index = 0; index < doubles.length; index++) {
      doubles[index] = values[index];
    }
    return doubles;
  }

  /** Rounds to floats. */
  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int index = 0; index < floats.length; index++) {
      floats[index] = (float) values[index];
    }
    return floats;
  }

  /** Four sums side by side: one sum would wait for each addition before the next. */
  static double dot(float[] a, int fromA, float[] b, int fromB, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int index = 0;
    for (; index + 3 < length; index += 4) {
      sum0 += (double) a[fromA + index] * b[fromB + index];
      sum1 += (double) a[fromA + index + 1] * b[fromB + index + 1];
      sum2 += (double) a[fromA + index + 2] * b[fromB + index + 2];
      sum3 += (double) a[fromA + index + 3] * b[fromB + index + 3];
    }
    for (; index < length; index++) {
      sum0 += (double) a[fromA + index] * b[fromB + index];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /**
   * {@link #dot} of a row with each row of a matrix, two at a time, which do not wait for each
   * other.
   *
   * @param sums one for each row of the matrix
   */
  static void dots(float[] row, float[][] matrix, double[] sums) {
    int output = 0;
    for (; output + 1 < sums.length; output += 2) {
      twoDots(row, matrix[output], matrix[output + 1], sums, output);
    }
    if (output < sums.length) {
      sums[output] = dot(row, 0, matrix[output], 0, row.length);
    }
  }

  private static void twoDots(float[] a, float[] one, float[] two, double[] sums, int at) {
    double one0 = 0;
    double one1 = 0;
    double one2 = 0;
    double one3 = 0;
    double two0 = 0;
    double two1 = 0;
    double two2 = 0;
    double two3 = 0;
    int length = a.length;
    int index = 0;
    for (; index + 3 < length; index += 4) {
      double a0 = a[index];
      double a1 = a[index + 1];
      double a2 = a[index + 2];
      double a3 = a[index + 3];
      one0 += a0 * one[index];
      one1 += a1 * one[index + 1];
      one2 += a2 * one[index + 2];
      one3 += a3 * one[index + 3];
      two0 += a0 * two[index];
      two1 += a1 * two[index + 1];
      two2 += a2 * two[index + 2];
      two3 += a3 * two[index + 3];
    }
    for (; index < length; index++) {
      one0 += (double) a[index] * one[index];
      two0 += (double) a[index] * two[index];
    }
    sums[at] = one0 + one1 + (one2 + one3);
    sums[at + 1] = two0 + two1 + (two2 + two3);
  }

  /**
   * Fills a tensor.
   *
   * @param values the first {@code tensor.length()} of them are taken
   */
  public static void write(float[] values, INDArray tensor) {
    int length = Math.toIntExact(tensor.length());
    if (direct(tensor)) {
      tensor.data().asNioFloat().put(values, 0, length);
      Nd4j.getAffinityManager().tagLocation(tensor, AffinityManager.Location.HOST);
      return;
    }
    float[] exact = values.length == length ? values : Arrays.copyOf(values, length);
    try (INDArray copy = Nd4j.createFromArray(exact)) {
      tensor.assign(copy.reshape('c', tensor.shape()));
    }
  }

  /** Whether a Java buffer can show so many numbers: in main memory, and at most 2 GiB of them. */
  static boolean reachable(long length) {
    return Nd4j.getEnvironment().isCPU() && length <= NativeMemory.MOST_FLOATS;
  }

  /**
   * The memory of a tensor, to be read and written by absolute position.
   *
   * @param tensor {@linkplain #direct direct} and of a {@linkplain #reachable reachable} length
   */
  static FloatBuffer buffer(INDArray tensor) {
    Nd4j.getAffinityManager().ensureLocation(tensor, AffinityManager.Location.HOST);
    FloatBuffer buffer = tensor.data().asNioFloat();
    return buffer.position() == 0 ? buffer : buffer.slice();
  }

  /** Must follow writing into {@link #buffer}. */
  static void written(INDArray tensor) {
    Nd4j.getAffinityManager().tagLocation(tensor, AffinityManager.Location.HOST);
  }

  /** Whether the tensor's memory is float and lies in row-major order without gaps. */
  static boolean direct(INDArray tensor) {
    if (tensor.dataType() != DataType.FLOAT) {
      return false;
    }
    long expected = 1;
    for (int dimension = tensor.rank() - 1; dimension >= 0; dimension--) {
      if (tensor.size(dimension) != 1 && tensor.stride(dimension) != expected) {
        return false;
      }
      expected *= tensor.size(dimension);
    }
    return true;
  }
}
