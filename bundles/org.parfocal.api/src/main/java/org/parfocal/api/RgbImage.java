package org.parfocal.api;

/**
 * An 8-bit RGB image in memory.
 *
 * <p>The array is not copied: whoever makes the image gives it away.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb {@code height × width × 3} unsigned bytes, rows from the top, channels interleaved
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are large; identity semantics are intended
public record RgbImage(int width, int height, byte[] rgb) {
  public RgbImage {
    if (width < 1 || height < 1 || (long) width * height * 3 != rgb.length) {
      throw new IllegalArgumentException(
          "an image of " + width + "×" + height + " does not have " + rgb.length + " bytes");
    }
  }
}
