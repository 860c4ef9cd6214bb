package org.parfocal.augmentation.dcgan.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.RgbImage;

/** Real images above, generated ones below, on white. */
final class ContactSheet {
  /** Images of each kind on a sheet. */
  static final int IMAGES = 24;

  private static final int COLUMNS = 8;
  private static final int GAP = 2;
  private static final int BETWEEN = 12;

  private final int size;
  private final int width;
  private final int height;
  private final byte[] rgb;

  private ContactSheet(int size, int rowsAbove, int rowsBelow) {
    this.size = size;
    width = COLUMNS * (size + GAP) + GAP;
    height = (rowsAbove + rowsBelow) * (size + GAP) + GAP + BETWEEN;
    rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 255);
  }

  /**
   * Draws a sheet.
   *
   * @param size edge of each image in pixels
   */
  static RgbImage of(List<byte[]> real, List<byte[]> generated, int size) {
    ContactSheet sheet = new ContactSheet(size, rows(real), rows(generated));
    sheet.draw(real, GAP);
    sheet.draw(generated, GAP + rows(real) * (size + GAP) + BETWEEN);
    return new RgbImage(sheet.width, sheet.height, sheet.rgb);
  }

  private static int rows(List<byte[]> images) {
    return (images.size() + COLUMNS - 1) / COLUMNS;
  }

  private void draw(List<byte[]> images, int top) {
    for (int index = 0; index < images.size(); index++) {
      int left = GAP + index % COLUMNS * (size + GAP);
      int above = top + index / COLUMNS * (size + GAP);
      for (int y = 0; y < size; y++) {
        int target = 3 * ((above + y) * width + left);
        System.arraycopy(images.get(index), 3 * y * size, rgb, target, 3 * size);
      }
    }
  }
}
