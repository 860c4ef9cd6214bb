package org.parfocal.imaging.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.stream.ImageInputStream;

/**
 * Finds the image among the pictures of a TIFF file. The image is the first picture that is not
 * declared a reduction or a mask. Reductions of it are its pyramid; thumbnails and labels are
 * passed over where they are declared as such, or where a scanner is known to add them. Any other
 * picture makes it uncertain which one is meant: focal planes, channels, times, or several images.
 */
final class TiffPages {
  private static final int MOST = 64;
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int DESCRIPTION = 270;
  private static final int REDUCTION = 1;
  private static final int MASK = 4;
  private static final int MOST_TEXT = 1 << 20;
  private static final Pattern IMAGEJ_IMAGES = Pattern.compile("(?m)^images=(\\d{1,9})");
  private static final Pattern OME_SIZE = Pattern.compile("Size[ZCT]=[\"'](\\d{1,6})");
  private static final Pattern SHAPE = Pattern.compile("\"shape\": *\\[([\\d, ]{1,80})]");

  private final List<TiffLayout> layouts = new ArrayList<>();
  private final List<Page> pages = new ArrayList<>();
  private boolean aperio;

  private TiffPages() {}

  /** Looks through a file. */
  static TiffPages of(ImageInputStream in) throws IOException {
    TiffPages found = new TiffPages();
    Set<Long> seen = new HashSet<>();
    long at = TiffDirectory.firstOf(in);
    for (int number = 1; at != 0; number++) {
      if (!seen.add(at) || number > MOST) {
        throw new IOException(
            "it holds more than %d pictures, or a loop of them".formatted(number - 1));
      }
      TiffDirectory directory = TiffDirectory.read(in, at);
      found.add(directory, number);
      at = directory.next();
    }
    if (found.pages.isEmpty()) {
      throw new UnreadException(
          "each of its pictures is declared a reduction of an image that it does not hold; save the image itself");
    }
    return found;
  }

  /** The image, and its reductions by rising factor. */
  List<Page> pages() {
    return pages;
  }

  /** How the pixels of a page are stored. */
  TiffLayout layout(Page page) {
    return layouts.get(pages.indexOf(page));
  }

  private void add(TiffDirectory directory, int number) throws IOException {
    int kind = directory.number(NEW_SUBFILE_TYPE, 0);
    boolean reduction = (kind & REDUCTION) != 0 || directory.number(SUBFILE_TYPE, 0) == 2;
    if ((kind & MASK) != 0) {
      return;
    }
    if (pages.isEmpty()) {
      if (!reduction) {
        image(directory);
      }
      return;
    }
    Page image = pages.get(0);
    Page last = pages.get(pages.size() - 1);
    int width = directory.number(TiffLayout.WIDTH, 0);
    int height = directory.number(TiffLayout.HEIGHT, 0);
    boolean tiled = directory.has(TiffLayout.TILE_WIDTH);
    int factor = Page.factor(image, width, height);
    if (tiled && factor > last.factor()) {
      pages.add(new Page(number - 1, factor, width, height, true));
      layouts.add(TiffLayout.of(directory));
    } else if (!reduction
        && !(aperio && !image.sameSize(width, height))
        && !(tiled && factor > 1)) {
      throw new UnreadException(
          "it holds several pictures (number %d has %d×%d pixels) and does not say which one is the image; save that one to a file of its own"
              .formatted(number, width, height));
    }
  }

  private void image(TiffDirectory directory) throws IOException {
    TiffLayout layout = TiffLayout.of(directory);
    pages.add(Page.whole(layout.width(), layout.height(), layout.tiled()));
    layouts.add(layout);
    String description = directory.text(DESCRIPTION, MOST_TEXT);
    if (description != null) {
      aperio = description.startsWith("Aperio");
      long planes = planes(description, layout);
      if (planes > 1) {
        throw new UnreadException(
            "it is one of %d planes (channels, focal planes or times) by its description; save the image as one RGB picture"
                .formatted(planes));
      }
    }
  }

  /** How many pictures make the image, by what microscopy programs write. */
  private static long planes(String description, TiffLayout layout) {
    if (description.startsWith("ImageJ=")) {
      Matcher images = IMAGEJ_IMAGES.matcher(description);
      return images.find() ? Long.parseLong(images.group(1)) : 1;
    }
    int pixels = description.indexOf("<Pixels ");
    if (pixels >= 0 && description.contains("<OME")) {
      int end = description.indexOf('>', pixels);
      Matcher sizes = OME_SIZE.matcher(description.substring(pixels, Math.max(pixels, end)));
      long planes =
          sizes
              .results()
              .mapToLong(size -> Long.parseLong(size.group(1)))
              .reduce(1, Math::multiplyExact);
      return planes / layout.samples();
    }
    Matcher shape = SHAPE.matcher(description);
    if (description.startsWith("{") && shape.find()) {
      double all = 1;
      for (String size : shape.group(1).split(",")) {
        all *= size.isBlank() ? 1 : Double.parseDouble(size.strip());
      }
      return Math.round(all / layout.width() / layout.height() / layout.samples());
    }
    return 1;
  }
}
