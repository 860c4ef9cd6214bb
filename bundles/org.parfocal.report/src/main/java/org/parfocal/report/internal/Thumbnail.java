package org.parfocal.report.internal;

import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;

/**
 * A smaller copy of an image of which one row at a time is known: a pixel is the mean of those of
 * the image whose places fall into it.
 */
final class Thumbnail implements ImageRows {
  private static final int CHANNELS = 3;

  private final int longest;
  private int columns;
  private int rows;
  private int width;
  private int height;
  private int y;
  private long[] sums = new long[0];
  private int[] counts = new int[0];

  /**
   * Of an image that is still to come.
   *
   * @param longest the longer edge in pixels, at most; smaller images stay as they are
   */
  Thumbnail(int longest) {
    this.longest = longest;
  }

  /** The same of an image in memory. */
  static RgbImage of(RgbImage image, int longest) {
    Thumbnail thumbnail = new Thumbnail(longest);
    thumbnail.size(image.width(), image.height());
    for (int row = 0; row < image.height(); row++) {
      thumbnail.row(image.rgb(), row * image.width() * CHANNELS);
    }
    return thumbnail.image();
  }

  @Override
  public void size(int imageWidth, int imageHeight) {
    columns = imageWidth;
    rows = imageHeight;
    double scale = Math.min(1, (double) longest / Math.max(columns, rows));
    width = Math.max(1, (int) Math.round(columns * scale));
    height = Math.max(1, (int) Math.round(rows * scale));
    sums = new long[width * height * CHANNELS];
    counts = new int[width * height];
  }

  @Override
  public void row(byte[] rgb, int from) {
    int line = (int) ((long) y++ * height / rows);
    for (int x = 0; x < columns; x++) {
      int cell = line * width + (int) ((long) x * width / columns);
      counts[cell]++;
      for (int channel = 0; channel < CHANNELS; channel++) {
        sums[cell * CHANNELS + channel] += rgb[from + x * CHANNELS + channel] & 0xff;
      }
    }
  }

  /** The copy, once all rows were given. */
  RgbImage image() {
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < pixels.length; i++) {
      int count = Math.max(1, counts[i / CHANNELS]);
      pixels[i] = (byte) ((sums[i] + count / 2) / count);
    }
    return new RgbImage(width, height, pixels);
  }
}
