package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.ImageFormat;
import org.parfocal.imaging.Mask;

/**
 * An open image file. What its container does not declare exactly, or what is not read, each method
 * answers by an {@link IOException} that says so and what to do.
 */
interface StoredImage extends AutoCloseable {
  /**
   * What one pixel is stored as.
   *
   * @param perPixel values
   * @param bits of each
   * @param exact whether compression keeps them
   */
  record Samples(int perPixel, int bits, boolean exact) {}

  static StoredImage open(ImageFormat format, ImageInputStream stream) throws IOException {
    return switch (format) {
      case PNG -> new PngImage(stream);
      case JPEG -> new JpegImage(stream);
      case TIFF -> new TiffImage(stream);
    };
  }

  /** The image, and its reductions by rising factor; decodes nothing. */
  List<Page> pages() throws IOException;

  /** Looks for damage, and for further pictures, that decoding would not show. */
  void check() throws IOException;

  /** Decodes a rectangle inside of a page: grey and palettes as RGB, transparency laid on white. */
  RgbImage read(Page page, Rectangle area) throws IOException;

  /** Gives the rows of a page as {@link #read} does; all of them, or an exception is thrown. */
  void rows(Page page, ImageRows rows) throws IOException;

  /** Gives the rows of an image. */
  static void give(RgbImage image, ImageRows rows) {
    for (int y = 0; y < image.height(); y++) {
      rows.row(image.rgb(), 3 * y * image.width());
    }
  }

  Samples samples() throws IOException;

  /** The values of an image that has one of at most 8 bits a pixel, as stored. */
  Mask codes() throws IOException;

  @Override
  void close();
}
