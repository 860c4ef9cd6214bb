package org.parfocal.imaging.internal;

import java.util.random.RandomGenerator;

/**
 * One of the eight ways to lay a square image: mirrored or not, turned by a multiple of 90°. Tissue
 * has no upright side, and none of the eight changes a pixel's value.
 *
 * @param transposed whether rows and columns change places, before the rest
 * @param mirroredX whether left and right change places
 * @param mirroredY whether top and bottom change places
 */
record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY) {
  /**
   * Draws one.
   *
   * @param flip left-right and top-bottom, each with probability one half
   * @param rotation by 0, 90, 180 or 270°, each with probability one quarter
   */
  static Orientation draw(boolean flip, boolean rotation, RandomGenerator random) {
    boolean mirroredX = flip && random.nextBoolean();
    boolean mirroredY = flip && random.nextBoolean();
    int quarterTurns = rotation ? random.nextInt(4) : 0;
    return new Orientation(
        quarterTurns % 2 == 1,
        mirroredX ^ (quarterTurns == 1 || quarterTurns == 2),
        mirroredY ^ (quarterTurns == 2 || quarterTurns == 3));
  }

  void apply(byte[] rgb, int offset, int size) {
    if (transposed) {
      for (int y = 0; y < size; y++) {
        for (int x = y + 1; x < size; x++) {
          swap(rgb, offset + 3 * (y * size + x), offset + 3 * (x * size + y));
        }
      }
    }
    if (mirroredX) {
      for (int y = 0; y < size; y++) {
        int left = offset + 3 * y * size;
        int right = left + 3 * (size - 1);
        for (; left < right; left += 3, right -= 3) {
          swap(rgb, left, right);
        }
      }
    }
    if (mirroredY) {
      byte[] row = new byte[3 * size];
      int top = offset;
      int bottom = offset + row.length * (size - 1);
      for (; top < bottom; top += row.length, bottom -= row.length) {
        System.arraycopy(rgb, top, row, 0, row.length);
        System.arraycopy(rgb, bottom, rgb, top, row.length);
        System.arraycopy(row, 0, rgb, bottom, row.length);
      }
    }
  }

  private static void swap(byte[] rgb, int one, int other) {
    for (int channel = 0; channel < 3; channel++) {
      byte value = rgb[one + channel];
      rgb[one + channel] = rgb[other + channel];
      rgb[other + channel] = value;
    }
  }
}
