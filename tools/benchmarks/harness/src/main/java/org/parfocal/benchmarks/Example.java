package org.parfocal.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Random data that are the same in every process. */
public final class Example {
  /** Small, so that hundreds of steps leave the numbers in their usual range. */
  public static final double LEARNING_RATE = 1e-4;

  private Example() {}

  /** Standard normal images {@code [n, size, size, 3]}. */
  public static Values images(Workload workload) {
    long size = workload.imageSize();
    return normal(1, 1, workload.batch(), size, size, 3);
  }

  /** Weights of the loss {@code [n, d]}, which are its gradient with respect to the embeddings. */
  public static Values lossWeights(int batch, int embeddingSize) {
    return normal(2, 1.0 / batch, batch, embeddingSize);
  }

  /**
   * Weights for tensors of these names and shapes: as He et al. (2015) initialise convolutions, but
   * nothing is left at 0 or 1, so that every number matters to the result.
   */
  static Map<String, Values> weights(Map<String, Values> tensors) {
    Map<String, Values> weights = new LinkedHashMap<>();
    tensors.forEach((name, old) -> weights.put(name, weight(name, old.shape())));
    return weights;
  }

  private static Values weight(String name, long[] shape) {
    int seed = name.hashCode();
    if (shape.length > 1) {
      long inputs = 1;
      for (int axis = 1; axis < shape.length; axis++) {
        inputs *= shape[axis];
      }
      return normal(seed, Math.sqrt(2.0 / inputs), shape);
    }
    Values values = normal(seed, 0.1, shape);
    if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      for (int i = 0; i < values.numbers().length; i++) {
        values.numbers()[i] = (float) Math.exp(values.numbers()[i]);
      }
    }
    return values;
  }

  private static Values normal(long seed, double deviation, long... shape) {
    long length = 1;
    for (long axis : shape) {
      length *= axis;
    }
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(length)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (deviation * random.nextGaussian());
    }
    return new Values(shape, numbers);
  }
}
