package org.parfocal.nn;

/**
 * The square window of a convolution.
 *
 * @param kernel edge of the window in pixels
 * @param stride pixels from one window to the next
 * @param padding pixels of zeros around the larger of the two images
 */
public record Window(int kernel, int stride, int padding) {
  public Window {
    if (kernel < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "kernel %d, stride %d, padding %d".formatted(kernel, stride, padding));
    }
  }

  /** How many windows there are along an edge of so many pixels. */
  long windows(long edge) {
    return (edge + 2L * padding - kernel) / stride + 1;
  }

  /** How many pixels an edge has that so many windows cover. */
  long pixels(long windows) {
    return (windows - 1) * stride - 2L * padding + kernel;
  }

  /** Kernel, stride, padding, dilation, explicit padding, NHWC, weights [h, w, ...]. */
  long[] arguments() {
    return new long[] {kernel, kernel, stride, stride, padding, padding, 1, 1, 0, 1, 0};
  }
}
