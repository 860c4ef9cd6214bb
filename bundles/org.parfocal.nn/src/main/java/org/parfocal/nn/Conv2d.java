package org.parfocal.nn;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of images: {@code [n, height, width, inputs]} to {@code [n, (height + 2·padding −
 * kernel)/stride + 1, …, outputs]}. Weights are {@code [kernel, kernel, inputs, outputs]}.
 */
public final class Conv2d extends Convolution {
  /** Makes a layer without bias. */
  public Conv2d(
      int inputs, int outputs, Window window, Initializer weights, RandomGenerator random) {
    this(inputs, outputs, window, weights, null, random);
  }

  /**
   * Makes a layer; weights are drawn before biases, which there are none of without an initializer.
   */
  public Conv2d(
      int inputs,
      int outputs,
      Window window,
      Initializer weights,
      @Nullable Initializer biases,
      RandomGenerator random) {
    super(false, inputs, outputs, window, weights, biases, random);
  }
}
