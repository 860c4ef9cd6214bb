package org.parfocal.model.dsml.internal;

import java.util.Arrays;
import org.parfocal.api.RgbImage;

/** A column for each magnification: the image, and under it its overlay, on white. */
final class PyramidPicture {
  private static final int GAP = 4;

  private final int size;
  private final int width;
  private final int height;
  private final byte[] rgb;

  /**
   * Makes an empty picture.
   *
   * @param size edge of an image in pixels
   */
  PyramidPicture(int columns, int size) {
    this.size = size;
    this.width = Math.addExact(Math.multiplyExact(columns, size), (columns - 1) * GAP);
    this.height = 2 * size + GAP;
    this.rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    Arrays.fill(rgb, (byte) 0xff);
  }

  void put(int column, byte[] image, byte[] overlay) {
    copy(image, column, 0);
    copy(overlay, column, size + GAP);
  }

  RgbImage image() {
    return new RgbImage(width, height, rgb);
  }

  private void copy(byte[] image, int column, int top) {
    for (int y = 0; y < size; y++) {
      int to = ((top + y) * width + column * (size + GAP)) * 3;
      System.arraycopy(image, y * size * 3, rgb, to, size * 3);
    }
  }
}
