package org.parfocal.nn;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of images: {@code [n, height, width, inputs]} to {@code [n, (height + 2·padding −
 * kernel)/stride + 1, …, outputs]}. Weights are {@code [kernel, kernel, inputs, outputs]}.
 */
public final class Conv2d extends Convolution {
  private final Window window;
  private final int outputs;

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
    super(
        "conv2d",
        window,
        inputs,
        new long[] {window.kernel(), window.kernel(), inputs, outputs},
        weights,
        outputs,
        biases,
        random);
    this.window = window;
    this.outputs = outputs;
  }

  @Override
  long[] outputShape(long[] shape) {
    return new long[] {shape[0], window.windows(shape[1]), window.windows(shape[2]), outputs};
  }
}
