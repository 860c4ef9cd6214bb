package org.parfocal.nn;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of the squares of a tensor's numbers. Squared norms of parts may be added, which makes
 * the global norm that gradients are clipped by.
 */
public final class SquaredNorm {
  private SquaredNorm() {}

  /**
   * Σ x². In main memory summed in double, with the same bits whatever the number of threads;
   * elsewhere as exactly as ND4J does.
   */
  public static double of(INDArray tensor) {
    if (!FloatTensors.direct(tensor) || !FloatTensors.reachable(tensor.length())) {
      double norm = tensor.norm2Number().doubleValue();
      return norm * norm;
    }
    return of(tensor, Chunks.of(tensor.length()));
  }

  static double of(INDArray tensor, Chunks chunks) {
    FloatBuffer values = FloatTensors.buffer(tensor);
    float[][] scratch = new float[chunks.threads()][chunks.longest()];
    double[] sums = new double[chunks.count()];
    chunks.forEach(
        (thread, start, size) -> {
          values.get(start, scratch[thread], 0, size);
          sums[start / Chunks.SIZE] = sum(scratch[thread], size);
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** Four sums side by side: one sum would wait for each addition before the next. */
  private static double sum(float[] values, int size) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int index = 0;
    for (; index + 3 < size; index += 4) {
      sum0 += (double) values[index] * values[index];
      sum1 += (double) values[index + 1] * values[index + 1];
      sum2 += (double) values[index + 2] * values[index + 2];
      sum3 += (double) values[index + 3] * values[index + 3];
    }
    for (; index < size; index++) {
      sum0 += (double) values[index] * values[index];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
