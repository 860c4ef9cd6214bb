package org.parfocal.imaging;

import java.util.Objects;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.internal.MaskDecoder;

/**
 * A segmentation: one code a pixel, as stored, whatever colour a palette gives it.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param codes {@code height × width} unsigned bytes, rows from the top; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are large; identity semantics are intended
public record Mask(int width, int height, byte[] codes) {
  public Mask {
    if (width < 1 || height < 1 || (long) width * height != codes.length) {
      throw new IllegalArgumentException(
          "a mask of " + width + "×" + height + " does not have " + codes.length + " codes");
    }
  }

  /**
   * Decodes a mask.
   *
   * @throws DatasetException as {@link ImageFile#read()}, and if the format is lossy, which changes
   *     codes, or it holds more than one value of up to 8 bits a pixel
   */
  public static Mask read(ImageFile file) {
    return MaskDecoder.decode(file.path());
  }

  /** The code of a pixel, 0 to 255. */
  public int code(int x, int y) {
    return codes[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)] & 255;
  }

  /**
   * How often each code occurs in a rectangle.
   *
   * @return 256 numbers
   * @throws IndexOutOfBoundsException if it is not inside of the mask
   */
  public int[] counts(int left, int top, int columns, int rows) {
    Objects.checkFromIndexSize(left, columns, width);
    Objects.checkFromIndexSize(top, rows, height);
    int[] counts = new int[256];
    for (int y = top; y < top + rows; y++) {
      int end = y * width + left + columns;
      for (int i = y * width + left; i < end; i++) {
        counts[codes[i] & 255]++;
      }
    }
    return counts;
  }
}
