package org.parfocal.imaging;

/**
 * A square part of a large image: what one patch shows. Borders need not fall between pixels.
 *
 * @param left border, in pixels of the image
 * @param top border, in pixels of the image
 * @param edge in pixels of the image, above 0
 */
public record Field(double left, double top, double edge) {
  /** Less of a pixel than this is rounding, not picture. */
  public static final double ROUNDING = 1e-6;

  public Field {
    if (!(left >= 0) || !(top >= 0) || !(edge > 0)) {
      throw new IllegalArgumentException(
          "a field of edge " + edge + " cannot begin at " + left + ", " + top);
    }
  }
}
