package org.parfocal.imaging.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
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
  private static final int MOST = 64;

  /** The image, and its reductions by rising factor. */
  static List<Page> of(ImageReader reader) throws IOException {
    boolean tiled = reader.isImageTiled(0);
    Page image = new Page(0, 1, reader.getWidth(0), reader.getHeight(0), tiled);
    List<Page> pages = new ArrayList<>(List.of(image));
    int count = tiled ? Math.min(reader.getNumImages(true), MOST) : 1;
    for (int index = 1; index < count; index++) {
      int width = reader.getWidth(index);
      int height = reader.getHeight(index);
      int factor = Math.round((float) image.width / width);
      // Labels, thumbnails and overviews are stored in strips, or have another shape.
      if (factor > pages.get(pages.size() - 1).factor
          && isReduced(image.width, width, factor)
          && isReduced(image.height, height, factor)
          && reader.isImageTiled(index)) {
        pages.add(new Page(index, factor, width, height, true));
      }
    }
    return pages;
  }

  /** Scanners round the size of a reduction down or up. */
  private static boolean isReduced(int whole, int reduced, int factor) {
    return reduced == whole / factor || reduced == (whole + factor - 1) / factor;
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
