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
          sums[start / Chunks.SIZE] =
              FloatTensors.dot(scratch[thread], 0, scratch[thread], 0, size);
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }
}
