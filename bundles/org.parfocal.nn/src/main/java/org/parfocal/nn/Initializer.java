package org.parfocal.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the first values of a parameter are drawn. */
@FunctionalInterface
public interface Initializer {
  /** Fills an array, in order. */
  void fill(float[] values, RandomGenerator random);

  /** Independent and even between −bound and bound. */
  static Initializer uniform(double bound) {
    return (values, random) -> {
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) random.nextDouble(-bound, bound);
      }
    };
  }

  /** Independent and even between ±1/√inputs, as PyTorch begins weights and biases. */
  static Initializer uniformByInputs(int inputs) {
    return uniform(1 / Math.sqrt(inputs));
  }

  /** Independent and normal. */
  static Initializer normal(double mean, double deviation) {
    return (values, random) -> {
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) (mean + deviation * random.nextGaussian());
      }
    };
  }

  /** All the same; draws nothing. */
  static Initializer constant(float value) {
    return (values, random) -> Arrays.fill(values, value);
  }
}
