package org.parfocal.imaging.internal;

import java.util.random.RandomGenerator;

/**
 * A change of brightness, contrast and saturation, each a factor that is 1 for no change. They are
 * defined as in torchvision's {@code adjust_*} functions (blends with black, with the image's mean
 * grey, with each pixel's grey), applied in this order in one pass and clipped once at the end.
 *
 * @param brightness factor of all values
 * @param contrast factor of the distance from the mean grey
 * @param saturation factor of the distance from the pixel's grey
 */
record ColourChange(double brightness, double contrast, double saturation) {
  // Luma after ITU-R BT.601.
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  /** Draws the three factors from 1 − strength to 1 + strength. */
  static ColourChange draw(double strength, RandomGenerator random) {
    return new ColourChange(
        factor(strength, random), factor(strength, random), factor(strength, random));
  }

  private static double factor(double strength, RandomGenerator random) {
    return 1 + strength * (2 * random.nextDouble() - 1);
  }

  void apply(byte[] rgb, int offset, int size) {
    int end = offset + 3 * size * size;
    float own = (float) (brightness * contrast * saturation);
    float grey = (float) (brightness * contrast * (1 - saturation));
    float rest = (float) (brightness * (1 - contrast) * meanGrey(rgb, offset, end));
    for (int i = offset; i < end; i += 3) {
      int red = rgb[i] & 255;
      int green = rgb[i + 1] & 255;
      int blue = rgb[i + 2] & 255;
      float shared = grey * (RED * red + GREEN * green + BLUE * blue) + rest + 0.5f;
      rgb[i] = clipped(own * red + shared);
      rgb[i + 1] = clipped(own * green + shared);
      rgb[i + 2] = clipped(own * blue + shared);
    }
  }

  private static double meanGrey(byte[] rgb, int offset, int end) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int i = offset; i < end; i += 3) {
      red += rgb[i] & 255;
      green += rgb[i + 1] & 255;
      blue += rgb[i + 2] & 255;
    }
    return ((double) RED * red + (double) GREEN * green + (double) BLUE * blue)
        / ((end - offset) / 3);
  }

  private static byte clipped(float value) {
    return (byte) Math.max(0, Math.min(255, (int) value));
  }
}
