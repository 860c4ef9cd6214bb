package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.Field;

/**
 * What is decoded at once, and which patches come out of it.
 *
 * @param page where it is read
 * @param window the part of the page that is decoded
 * @param parts what is cut out of it, the wanted one first
 */
record ReadingPlan(Page page, Rectangle window, List<Part> parts) {
  /** Largest window, in pixels: 192 MB. */
  static final long MOST_PIXELS = 64_000_000;

  /**
   * A patch to be.
   *
   * @param index of the patch
   * @param field in the page's pixels
   * @param area the whole pixels that hold it
   */
  record Part(int index, Field field, Rectangle area) {
    static Part of(int index, Field onPage) {
      int left = (int) Math.floor(onPage.left());
      int top = (int) Math.floor(onPage.top());
      int right = (int) Math.ceil(onPage.left() + onPage.edge() - Field.ROUNDING);
      int bottom = (int) Math.ceil(onPage.top() + onPage.edge() - Field.ROUNDING);
      return new Part(index, onPage, new Rectangle(left, top, right - left, bottom - top));
    }
  }

  static ReadingPlan of(
      Path file, List<Page> pages, int size, List<Field> fields, int wanted, boolean neighbours) {
    Page page = Page.finestNeeded(pages, fields.get(wanted), size);
    Part first = Part.of(wanted, checked(file, page, pages.get(0), fields.get(wanted)));
    List<Part> others = new ArrayList<>();
    for (int i = 0; neighbours && i < fields.size(); i++) {
      Field other = fields.get(i);
      if (i != wanted
          && pages.get(0).holds(other)
          && Page.finestNeeded(pages, other, size).equals(page)) {
        others.add(Part.of(i, page.on(other)));
      }
    }
    return page.tiled() ? inside(page, first, others) : nearby(page, first, others);
  }

  /** The field in the page's pixels, if it can be decoded. */
  private static Field checked(Path file, Page page, Page image, Field field) {
    if (!page.holds(field)) {
      throw new DatasetException(
          "Image %s has %d×%d pixels and does not hold the field of %.1f pixels at %.1f, %.1f; it has changed since the data set was read, so read it again."
              .formatted(
                  file, image.width(), image.height(), field.edge(), field.left(), field.top()));
    }
    Field onPage = page.on(field);
    if (onPage.edge() * onPage.edge() > MOST_PIXELS) {
      throw new DatasetException(
          "A patch of image %s would need %.0f×%.0f pixels decoded at once, more than %d million; choose finer or smaller patches, or a tiled TIFF with reduced pages."
              .formatted(file, onPage.edge(), onPage.edge(), MOST_PIXELS / 1_000_000));
    }
    return onPage;
  }

  /** Tiles are decoded one by one, so only what the wanted field holds is free. */
  private static ReadingPlan inside(Page page, Part first, List<Part> others) {
    List<Part> parts = new ArrayList<>(List.of(first));
    others.stream().filter(other -> first.area.contains(other.area)).forEach(parts::add);
    return new ReadingPlan(page, first.area, parts);
  }

  /** Rows are decoded from the top, so the rows around the wanted ones are nearly free. */
  private static ReadingPlan nearby(Page page, Part first, List<Part> others) {
    long most = Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / 4 / 3);
    others.sort(
        Comparator.comparingDouble(
            other -> Math.abs(other.area.getCenterY() - first.area.getCenterY())));
    Rectangle window = first.area;
    List<Part> parts = new ArrayList<>(List.of(first));
    for (Part other : others) {
      Rectangle wider = window.union(other.area);
      if (pixels(wider) > most) {
        break;
      }
      window = wider;
      parts.add(other);
    }
    return new ReadingPlan(page, window, parts);
  }

  private static long pixels(Rectangle area) {
    return (long) area.width * area.height;
  }
}
