package org.parfocal.imaging;

import java.util.Objects;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.internal.Axis;
import org.parfocal.imaging.internal.RowScaling;

/**
 * Changes the size of images: each axis by exact area averaging where it shrinks (no aliasing, the
 * mean colour is kept), by bilinear interpolation where it grows. Deterministic on every machine.
 */
public final class Resampling {
  private static final int CHANNELS = 3;

  private Resampling() {}

  /**
   * Stretches an image to a size; its aspect ratio may change.
   *
   * @param width new columns, at least 1
   * @param height new rows, at least 1
   */
  public static RgbImage scale(RgbImage image, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image;
    }
    return scale(image, Axis.of(image.width(), width), Axis.of(image.height(), height));
  }

  /**
   * Brings a square part of an image to a size. Its borders need not fall between pixels: a pixel
   * that a border cuts counts by its share.
   *
   * @param left border, in pixels
   * @param top border, in pixels
   * @param edge of the part, in pixels; it lies inside of the image
   * @param size new edge, at least 1
   */
  public static RgbImage scalePart(RgbImage image, double left, double top, double edge, int size) {
    return scale(
        image,
        Axis.ofPart(left, edge, image.width(), size),
        Axis.ofPart(top, edge, image.height(), size));
  }

  /** Brings the largest square in the middle to a size. */
  public static RgbImage scaleSquare(RgbImage image, int size) {
    int edge = Math.min(image.width(), image.height());
    return image.width() == size && image.height() == size
        ? image
        : scalePart(image, (image.width() - edge) / 2, (image.height() - edge) / 2, edge, size);
  }

  private static RgbImage scale(RgbImage image, Axis columns, Axis rows) {
    RowScaling scaling = new RowScaling(columns, rows);
    scaling.skipTo(scaling.first());
    for (int y = scaling.first(); !scaling.done(); y++) {
      scaling.row(image.rgb(), y * image.width() * CHANNELS);
    }
    return scaling.image();
  }

  /**
   * Cuts a rectangle out.
   *
   * @throws IndexOutOfBoundsException if it is not inside of the image
   */
  public static RgbImage crop(RgbImage image, int left, int top, int width, int height) {
    Objects.checkFromIndexSize(left, width, image.width());
    Objects.checkFromIndexSize(top, height, image.height());
    if (width == image.width() && height == image.height()) {
      return image;
    }
    byte[] rgb = new byte[width * height * CHANNELS];
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * image.width() + left) * CHANNELS;
      System.arraycopy(image.rgb(), from, rgb, y * width * CHANNELS, width * CHANNELS);
    }
    return new RgbImage(width, height, rgb);
  }

  /** Cuts the largest square out of the middle. */
  public static RgbImage cropSquare(RgbImage image) {
    int edge = Math.min(image.width(), image.height());
    return crop(image, (image.width() - edge) / 2, (image.height() - edge) / 2, edge, edge);
  }
}
