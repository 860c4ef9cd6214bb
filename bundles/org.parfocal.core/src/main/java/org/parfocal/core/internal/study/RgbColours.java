package org.parfocal.core.internal.study;

/** The colours of an image's pixels. */
public final class RgbColours {
  private RgbColours() {}

  /**
   * Whether all pixels have one colour, as on empty glass.
   *
   * @param rgb three bytes for each pixel
   */
  public static boolean one(byte[] rgb) {
    for (int index = 3; index < rgb.length; index++) {
      if (rgb[index] != rgb[index - 3]) {
        return false;
      }
    }
    return true;
  }
}
