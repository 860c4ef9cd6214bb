package org.parfocal.dataset.synthetic.internal;

/** Separable Gaussian blur of interleaved RGB; borders repeat their last pixel. */
final class Blur {
  private static final double NEGLIGIBLE = 0.2;

  private Blur() {}

  /**
   * Blurs in place.
   *
   * @param sigma standard deviation in pixels
   */
  static void apply(float[] rgb, int width, int height, double sigma) {
    if (sigma < NEGLIGIBLE) {
      return;
    }
    float[] kernel = kernel(sigma);
    float[] rows = new float[rgb.length];
    for (int row = 0; row < height; row++) {
      line(rgb, rows, row * width * 3, 3, width, kernel);
    }
    columns(rows, rgb, width * 3, height, kernel);
  }

  /** Half of a symmetric kernel of sum 1: its middle first. */
  static float[] kernel(double sigma) {
    int radius = (int) Math.ceil(2.6 * sigma);
    float[] kernel = new float[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      double value = StrictMath.exp(-0.5 * i * i / (sigma * sigma));
      kernel[i] = (float) value;
      sum += i == 0 ? value : 2 * value;
    }
    for (int i = 0; i <= radius; i++) {
      kernel[i] /= (float) sum;
    }
    return kernel;
  }

  private static void line(
      float[] from, float[] to, int start, int step, int count, float[] kernel) {
    int end = start + (count - 1) * step;
    for (int i = 0; i < count; i++) {
      int at = start + i * step;
      for (int channel = 0; channel < 3; channel++) {
        float sum = kernel[0] * from[at + channel];
        for (int k = 1; k < kernel.length; k++) {
          int before = Math.max(start, at - k * step);
          int after = Math.min(end, at + k * step);
          sum += kernel[k] * (from[before + channel] + from[after + channel]);
        }
        to[at + channel] = sum;
      }
    }
  }

  private static void columns(float[] from, float[] to, int stride, int height, float[] kernel) {
    for (int row = 0; row < height; row++) {
      int at = row * stride;
      for (int i = 0; i < stride; i++) {
        to[at + i] = kernel[0] * from[at + i];
      }
      for (int k = 1; k < kernel.length; k++) {
        int before = Math.max(0, row - k) * stride;
        int after = Math.min(height - 1, row + k) * stride;
        float weight = kernel[k];
        for (int i = 0; i < stride; i++) {
          to[at + i] += weight * (from[before + i] + from[after + i]);
        }
      }
    }
  }
}
