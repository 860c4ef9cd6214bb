package org.parfocal.imaging;

/**
 * The centre that the fields of a pyramid share.
 *
 * @param x in pixels of the image, from its left border; a whole number lies between two pixels
 * @param y in pixels of the image, from its upper border
 */
public record Spot(double x, double y) {
  /**
   * The field around this spot.
   *
   * @param edge in pixels of the image
   */
  public Field field(double edge) {
    return new Field(border(x - edge / 2), border(y - edge / 2), edge);
  }

  /** A border between two pixels stays there, whatever rounding did. */
  private static double border(double position) {
    double whole = Math.rint(position);
    return Math.abs(position - whole) < Field.ROUNDING ? whole : position;
  }
}
