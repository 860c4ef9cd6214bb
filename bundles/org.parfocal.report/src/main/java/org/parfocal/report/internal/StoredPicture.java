package org.parfocal.report.internal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.RgbImage;

/** PNG files that jobs left for people to look at; of strangers, too. */
final class StoredPicture {
  private static final long MAX_BYTES = 32L << 20;
  private static final long MAX_PIXELS = 1L << 24;

  private StoredPicture() {}

  /**
   * Reads a file.
   *
   * @param longest edge of what is given, in pixels
   * @return nothing where there is no such file, or it is no PNG file of a bearable size
   */
  static Optional<RgbImage> read(Path file, int longest) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
        reader.setInput(in, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
          return Optional.empty();
        }
        return Optional.of(smaller(reader.read(0), longest));
      }
    } catch (IOException | RuntimeException e) {
      // Java's reader throws whatever a damaged file makes it stumble over.
      return Optional.empty();
    } finally {
      reader.dispose();
    }
  }

  private static RgbImage smaller(BufferedImage image, int longest) {
    Thumbnail thumbnail = new Thumbnail(longest);
    thumbnail.size(image.getWidth(), image.getHeight());
    int[] row = new int[image.getWidth()];
    byte[] rgb = new byte[3 * row.length];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        rgb[3 * x] = (byte) (row[x] >> 16);
        rgb[3 * x + 1] = (byte) (row[x] >> 8);
        rgb[3 * x + 2] = (byte) row[x];
      }
      thumbnail.row(rgb, 0);
    }
    return thumbnail.image();
  }
}
