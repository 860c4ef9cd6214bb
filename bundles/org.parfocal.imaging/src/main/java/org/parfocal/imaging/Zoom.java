package org.parfocal.imaging;

import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;

/**
 * An image as the same camera would have taken it at another magnification, as far as its own
 * pixels can tell. A larger magnification is the middle of the image, with no pixel that was not
 * there; a smaller one is the whole image made smaller, and around it the tissue mirrored at its
 * borders.
 */
public final class Zoom {
  private static final int CHANNELS = 3;

  private Zoom() {}

  /**
   * Zooms.
   *
   * @param factor new magnification over the old one, above 0
   * @return from 1 on the middle, {@code 1/factor} of each edge to the nearest pixel; below 1 an
   *     image of the same size
   * @throws DatasetException if no pixel would be left
   */
  public static RgbImage of(RgbImage image, double factor) {
    int width = edge(image.width(), factor);
    int height = edge(image.height(), factor);
    if (width < 1 || height < 1) {
      throw new DatasetException(
          "An image of %d × %d pixels has none left at zoom %s."
              .formatted(image.width(), image.height(), factor));
    }
    if (factor >= 1) {
      int left = (image.width() - width) / 2;
      return Resampling.crop(image, left, (image.height() - height) / 2, width, height);
    }
    return mirrored(Resampling.scale(image, width, height), image.width(), image.height());
  }

  /** What is left of an edge, in pixels. */
  private static int edge(int edge, double factor) {
    return (int) Math.round(factor < 1 ? edge * factor : edge / factor);
  }

  /** Puts an image into the middle of a larger one and fills the rest with its mirror images. */
  private static RgbImage mirrored(RgbImage image, int width, int height) {
    int[] columns = mirror(image.width(), width);
    int[] rows = mirror(image.height(), height);
    byte[] from = image.rgb();
    byte[] rgb = new byte[width * height * CHANNELS];
    int to = 0;
    for (int y = 0; y < height; y++) {
      int row = rows[y] * image.width();
      for (int x = 0; x < width; x++) {
        int pixel = (row + columns[x]) * CHANNELS;
        rgb[to++] = from[pixel];
        rgb[to++] = from[pixel + 1];
        rgb[to++] = from[pixel + 2];
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** For each place of a longer axis the place of the short one: … 1 0 | 0 1 2 | 2 1 … */
  private static int[] mirror(int from, int to) {
    int[] places = new int[to];
    int begin = (to - from) / 2;
    for (int place = 0; place < to; place++) {
      int turn = Math.floorMod(place - begin, 2 * from);
      places[place] = turn < from ? turn : 2 * from - 1 - turn;
    }
    return places;
  }
}
