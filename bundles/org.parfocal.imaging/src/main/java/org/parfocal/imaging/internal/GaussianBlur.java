package org.parfocal.imaging.internal;

/**
 * Convolution with a Gaussian that ends at three standard deviations and has sum 1; the image is
 * mirrored at its borders, the outermost pixel being there twice.
 */
final class GaussianBlur {
  private static final int CHANNELS = 3;

  /** From −radius to radius. */
  private final float[] kernel;

  private final int radius;

  /**
   * A blur.
   *
   * @param sigma standard deviation in pixels, above 0
   */
  GaussianBlur(double sigma) {
    radius = (int) Math.ceil(3 * sigma);
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int index = 0; index < weights.length; index++) {
      double distance = (index - radius) / sigma;
      weights[index] = Math.exp(-0.5 * distance * distance);
      sum += weights[index];
    }
    kernel = new float[weights.length];
    for (int index = 0; index < weights.length; index++) {
      kernel[index] = (float) (weights[index] / sum);
    }
  }

  void apply(byte[] rgb, int offset, int size) {
    int[] mirrored = new int[size + 2 * radius];
    for (int place = 0; place < mirrored.length; place++) {
      int turn = Math.floorMod(place - radius, 2 * size);
      mirrored[place] = turn < size ? turn : 2 * size - 1 - turn;
    }
    float[] values = new float[CHANNELS * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = rgb[offset + i] & 255;
    }
    float[] once = new float[values.length];
    along(values, once, mirrored, CHANNELS, CHANNELS * size, size);
    along(once, values, mirrored, CHANNELS * size, CHANNELS, size);
    for (int i = 0; i < values.length; i++) {
      rgb[offset + i] = (byte) Math.min(255, Math.round(values[i]));
    }
  }

  /**
   * Blurs along one axis.
   *
   * @param step between neighbours on the axis
   * @param stride between the lines that run along it
   */
  private void along(float[] from, float[] to, int[] mirrored, int step, int stride, int size) {
    for (int line = 0; line < size; line++) {
      for (int place = 0; place < size; place++) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int k = 0; k < kernel.length; k++) {
          int at = line * stride + mirrored[place + k] * step;
          red += kernel[k] * from[at];
          green += kernel[k] * from[at + 1];
          blue += kernel[k] * from[at + 2];
        }
        int target = line * stride + place * step;
        to[target] = red;
        to[target + 1] = green;
        to[target + 2] = blue;
      }
    }
  }
}
