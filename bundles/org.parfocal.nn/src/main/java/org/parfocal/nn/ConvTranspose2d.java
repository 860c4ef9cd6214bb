package org.parfocal.nn;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution of images, the backward map of {@link Conv2d}: {@code [n, height, width,
 * inputs]} to {@code [n, (height − 1)·stride − 2·padding + kernel, …, outputs]}. Weights are {@code
 * [kernel, kernel, outputs, inputs]}.
 */
public final class ConvTranspose2d extends Convolution {
  /** Makes a layer without bias. */
  public ConvTranspose2d(
      int inputs, int outputs, Window window, Initializer weights, RandomGenerator random) {
    this(inputs, outputs, window, weights, null, random);
  }

  /**
   * Makes a layer; weights are drawn before biases, which there are none of without an initializer.
   */
  public ConvTranspose2d(
      int inputs,
      int outputs,
      Window window,
      Initializer weights,
      @Nullable Initializer biases,
      RandomGenerator random) {
    super(true, inputs, outputs, window, weights, biases, random);
  }
}
