package org.parfocal.cuda.internal.device;

/**
 * A convolution of NHWC maps by weights {@code [out, kernel height, kernel width, in/groups]}, with
 * as much padding below and at the right as above and at the left.
 *
 * @param groups into which channels fall; 1, or as many as there are input channels (depthwise)
 */
public record ConvolutionShape(
    int images,
    int inHeight,
    int inWidth,
    int inChannels,
    int outHeight,
    int outWidth,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int top,
    int left,
    int dilationY,
    int dilationX,
    int groups) {

  long[] input() {
    return new long[] {images, inChannels, inHeight, inWidth};
  }

  long[] output() {
    return new long[] {images, outChannels, outHeight, outWidth};
  }

  long[] weights() {
    return new long[] {outChannels, inChannels / groups, kernelHeight, kernelWidth};
  }

  /** Of {@code [a, channels, height, width]}, whose channels lie side by side. */
  static long[] strides(long... sizes) {
    long row = sizes[3] * sizes[1];
    return new long[] {sizes[2] * row, 1, row, sizes[1]};
  }
}
