package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.util.List;
import org.parfocal.imaging.Field;

/**
 * A picture in a file that shows the whole image: the image itself, or a reduction of it by a whole
 * number, as slide scanners add them.
 *
 * @param index in the file
 * @param factor pixels of the image along the edge of one of this page's; 1 for the image itself
 * @param width in its own pixels
 * @param height in its own pixels
 * @param tiled whether parts of it can be decoded without what stands before them
 */
record Page(int index, int factor, int width, int height, boolean tiled) {
  /** The image itself. */
  static Page whole(int width, int height, boolean tiled) {
    return new Page(0, 1, width, height, tiled);
  }

  /** All of it. */
  Rectangle area() {
    return new Rectangle(width, height);
  }

  boolean sameSize(int otherWidth, int otherHeight) {
    return width == otherWidth && height == otherHeight;
  }

  /**
   * By which whole number a picture of a size reduces an image; 0 if it is none of its reductions.
   */
  static int factor(Page image, int width, int height) {
    int factor = Math.round((float) image.width / Math.max(1, width));
    return isReduced(image.width, width, factor) && isReduced(image.height, height, factor)
        ? factor
        : 0;
  }

  /** Scanners round the size of a reduction down or up. */
  private static boolean isReduced(int whole, int reduced, int factor) {
    return factor > 0 && (reduced == whole / factor || reduced == (whole + factor - 1) / factor);
  }

  /**
   * The smallest page from which patches of a size can be made: one whose pixels are the patch's
   * own, or are at most half as large, so that a border which cuts pixels blurs nothing.
   */
  static Page finestNeeded(List<Page> pages, Field field, int size) {
    double scale = field.edge() / size;
    Page best = pages.get(0);
    for (Page page : pages) {
      boolean same = page.factor == scale && page.holds(field) && isWhole(page.on(field));
      if (same || (2 * page.factor <= scale && page.holds(field))) {
        best = page;
      }
    }
    return best;
  }

  private static boolean isWhole(Field field) {
    return field.left() == Math.rint(field.left()) && field.top() == Math.rint(field.top());
  }

  /** The field in this page's pixels. */
  Field on(Field field) {
    return factor == 1
        ? field
        : new Field(field.left() / factor, field.top() / factor, field.edge() / factor);
  }

  /** Whether the field lies inside; a reduction that was rounded down lacks the last pixels. */
  boolean holds(Field field) {
    Field here = on(field);
    return here.left() + here.edge() <= width + Field.ROUNDING
        && here.top() + here.edge() <= height + Field.ROUNDING;
  }
}
