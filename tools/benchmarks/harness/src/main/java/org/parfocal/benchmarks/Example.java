package org.parfocal.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Random data that are the same in every process. */
public final class Example {
  /** Small, so that hundreds of steps leave the numbers in their usual range. */
  public static final double LEARNING_RATE = 1e-4;

  private Example() {}

  /** Images {@code [n, size, size, 3]} of mean 0 and variance 1. */
  public static Values images(Workload workload) {
    long size = workload.imageSize();
    return uniform(1, 1, workload.batch(), size, size, 3);
  }

  /** Weights of the loss {@code [n, d]}, which are its gradient with respect to the embeddings. */
  public static Values lossWeights(int batch, int embeddingSize) {
    return uniform(2, 1.0 / batch, batch, embeddingSize);
  }

  /**
   * Weights for tensors of these names and shapes: of the variance with which He et al. (2015)
   * initialise convolutions, but nothing is left at 0 or 1, so that every number matters to the
   * result.
   */
  public static Map<String, Values> weights(Map<String, Values> tensors) {
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
      return uniform(seed, Math.sqrt(2.0 / inputs), shape);
    }
    Values values = uniform(seed, 0.1, shape);
    if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      for (int i = 0; i < values.numbers().length; i++) {
        values.numbers()[i] = (float) Math.exp(values.numbers()[i]);
      }
    }
    return values;
  }

  /**
   * Uniform numbers of mean 0, by SplitMix64 (Steele, Lea and Flood 2014) of a counter: a few lines
   * in any language give the same.
   */
  private static Values uniform(long seed, double deviation, long... shape) {
    long length = 1;
    for (long axis : shape) {
      length *= axis;
    }
    float[] numbers = new float[Math.toIntExact(length)];
    for (int i = 0; i < numbers.length; i++) {
      double part = (mixed((seed + 1 + i) * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
      numbers[i] = (float) (deviation * Math.sqrt(3) * (2 * part - 1));
    }
    return new Values(shape, numbers);
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
