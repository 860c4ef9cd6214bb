package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.Mask;

/** A TIFF file: its strips or tiles are decoded one by one, and only those that are wanted. */
final class TiffImage implements StoredImage {
  private final ImageInputStream stream;
  private final TiffPages found;
  private @Nullable JpegDecoder jpeg;

  TiffImage(ImageInputStream stream) throws IOException {
    this.stream = stream;
    found = TiffPages.of(stream);
  }

  @Override
  public List<Page> pages() {
    return found.pages();
  }

  @Override
  public void check() {
    // Opening it has looked at all that decoding does not.
  }

  @Override
  public RgbImage read(Page page, Rectangle area) throws IOException {
    TiffLayout layout = found.layout(page);
    byte[] rgb = new byte[Math.multiplyExact(3 * area.width, area.height)];
    byte[] tables = layout.jpegTables();
    int across = layout.across();
    for (int index = 0; index < across * layout.down(); index++) {
      Rectangle segment =
          new Rectangle(
                  index % across * layout.segmentWidth(),
                  index / across * layout.segmentHeight(),
                  layout.segmentWidth(),
                  layout.segmentHeight())
              .intersection(page.area());
      Rectangle wanted = segment.intersection(area);
      if (!wanted.isEmpty()) {
        RgbPart part = new RgbPart(rgb, area, segment, wanted);
        if (layout.compression() == TiffCompression.JPEG) {
          jpeg(layout, tables, index, part);
        } else {
          rows(layout, index, part);
        }
      }
    }
    return new RgbImage(area.width, area.height, rgb);
  }

  @Override
  public void rows(Page page, ImageRows rows) throws IOException {
    TiffLayout layout = found.layout(page);
    if (layout.across() == 1 && layout.compression() != TiffCompression.JPEG) {
      rowsOfStrips(layout, page, rows);
    } else {
      int height = layout.segmentHeight();
      for (int top = 0; top < page.height(); top += height) {
        Rectangle band = new Rectangle(0, top, page.width(), Math.min(height, page.height() - top));
        StoredImage.give(read(page, band), rows);
      }
    }
  }

  /** A strip may be as high as the image. */
  private void rowsOfStrips(TiffLayout layout, Page page, ImageRows rows) throws IOException {
    byte[] rgb = new byte[Math.multiplyExact(3, page.width())];
    int[] values = new int[Math.multiplyExact(layout.segmentWidth(), layout.samples())];
    for (int index = 0; index < layout.down(); index++) {
      int top = index * layout.segmentHeight();
      try (TiffSegment strip = new TiffSegment(stream, layout, index)) {
        for (int y = top; y < Math.min(page.height(), top + layout.segmentHeight()); y++) {
          row(layout, strip, values, 0, page.width(), rgb, 0);
          rows.row(rgb, 0);
        }
      }
    }
  }

  /** The next row of a segment as RGB. */
  private static void row(
      TiffLayout layout,
      TiffSegment rows,
      int[] values,
      int first,
      int count,
      byte[] rgb,
      int offset)
      throws IOException {
    if (layout.colours().isPlainRgb(layout.samples()) && !layout.planar()) {
      System.arraycopy(rows.bytes(), 3 * first, rgb, offset, 3 * count);
    } else {
      rows.values(values);
      layout.colours().toRgb(values, layout.samples(), first, count, rgb, offset);
    }
  }

  /** Where a part of a segment goes. */
  private record RgbPart(byte[] rgb, Rectangle area, Rectangle segment, Rectangle wanted) {
    int offset(int row) {
      return 3 * ((wanted.y - area.y + row) * area.width + wanted.x - area.x);
    }
  }

  private void rows(TiffLayout layout, int index, RgbPart part) throws IOException {
    try (TiffSegment rows = new TiffSegment(stream, layout, index)) {
      Rectangle wanted = part.wanted;
      int first = wanted.x - part.segment.x;
      rows.skip(wanted.y - part.segment.y);
      int[] values = new int[Math.multiplyExact(layout.segmentWidth(), layout.samples())];
      for (int row = 0; row < wanted.height; row++) {
        row(layout, rows, values, first, wanted.width, part.rgb, part.offset(row));
      }
    }
  }

  private void jpeg(TiffLayout layout, byte[] tables, int index, RgbPart part) throws IOException {
    int planes = layout.planar() ? layout.samples() : 1;
    for (int plane = 0; plane < planes; plane++) {
      int at = index + plane * layout.across() * layout.down();
      BufferedImage image = jpeg(layout, tables, at, part.segment, part.wanted);
      RgbImage colours = RgbConversion.toRgb(image);
      for (int row = 0; row < part.wanted.height; row++) {
        int from = 3 * row * part.wanted.width;
        int to = part.offset(row);
        if (planes == 1) {
          System.arraycopy(colours.rgb(), from, part.rgb, to, 3 * part.wanted.width);
        } else {
          for (int i = 0; i < 3 * part.wanted.width; i += 3) {
            part.rgb[to + i + plane] = colours.rgb()[from + i];
          }
        }
      }
    }
  }

  private BufferedImage jpeg(
      TiffLayout layout, byte[] tables, int index, Rectangle segment, Rectangle wanted)
      throws IOException {
    long offset = layout.offsets()[index];
    long end = Math.min(offset + layout.lengths()[index], stream.length());
    ImageInputStream part = new BytesStream(new byte[0], stream, offset, end);
    JpegHeader header = JpegHeader.read(part);
    int components = layout.planar() ? 1 : layout.samples();
    if (header.components().length != components
        || header.width() < segment.width
        || header.height() < segment.height
        || header.width() > layout.segmentWidth()
        || header.height() > layout.segmentHeight()) {
      throw new IOException("its JPEG data are not of the size that its fields declare");
    }
    JpegHeader.Colours colours =
        layout.colours().kind() == TiffColours.Kind.RGB && components == 3
            ? JpegHeader.Colours.RGB
            : JpegHeader.Colours.YCBCR;
    if (jpeg == null) {
      jpeg = new JpegDecoder();
    }
    Rectangle area = new Rectangle(wanted);
    area.translate(-segment.x, -segment.y);
    return jpeg.read(header, colours, tables, part, area);
  }

  @Override
  public Samples samples() {
    TiffLayout layout = found.layout(pages().get(0));
    return new Samples(
        layout.samples(), layout.bits(), layout.compression() != TiffCompression.JPEG);
  }

  @Override
  public Mask codes() throws IOException {
    TiffLayout layout = found.layout(pages().get(0));
    byte[] codes = new byte[Math.multiplyExact(layout.width(), layout.height())];
    int[] values = new int[layout.segmentWidth()];
    for (int index = 0; index < layout.across() * layout.down(); index++) {
      int left = index % layout.across() * layout.segmentWidth();
      int top = index / layout.across() * layout.segmentHeight();
      try (TiffSegment rows = new TiffSegment(stream, layout, index)) {
        for (int y = top; y < Math.min(layout.height(), top + layout.segmentHeight()); y++) {
          rows.values(values);
          for (int x = left; x < Math.min(layout.width(), left + layout.segmentWidth()); x++) {
            codes[y * layout.width() + x] = (byte) values[x - left];
          }
        }
      }
    }
    return new Mask(layout.width(), layout.height(), codes);
  }

  @Override
  public void close() {
    if (jpeg != null) {
      jpeg.close();
    }
  }
}
