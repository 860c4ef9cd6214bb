package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.ImageFormat;
import org.parfocal.imaging.ImageHeader;

/** Decodes files of which nothing is known but their name. */
public final class Decoder {
  /** Files up to this size are read at once, which is faster than many small reads. */
  private static final int WHOLE = 32 << 20;

  private Decoder() {}

  /** What {@link ImageHeader#read} promises. */
  public static ImageHeader header(Path file) {
    return use(file, Access.PARTS, (reader, format) -> header(file, reader, format));
  }

  /** What {@link org.parfocal.imaging.ImageFile#read()} promises. */
  public static RgbImage decode(Path file, long pixelLimit) {
    return use(
        file,
        Access.WHOLE,
        (reader, format) -> {
          refuseTooLarge(file, reader, pixelLimit);
          format.check(file);
          return RgbConversion.toRgb(pixels(reader, 0, null));
        });
  }

  /** Before anything is allocated. */
  static void refuseTooLarge(Path file, ImageReader reader, long pixelLimit) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > pixelLimit) {
      throw new DatasetException(
          "Image %s declares %d×%d pixels, more than the limit of %d million; cut it into tiles or remove it."
              .formatted(file, width, height, pixelLimit / 1_000_000));
    }
  }

  private static ImageHeader header(Path file, ImageReader reader, ImageFormat format)
      throws IOException {
    boolean named =
        ImageFormat.named(String.valueOf(file.getFileName())).filter(format::equals).isPresent();
    return new ImageHeader(format, reader.getWidth(0), reader.getHeight(0), !named);
  }

  /**
   * Decodes a page, or the part of it that is asked for.
   *
   * @param region inside of the page; null for all of it
   */
  static BufferedImage pixels(ImageReader reader, int page, @Nullable Rectangle region)
      throws IOException {
    // The JPEG decoder fills what is missing with grey and only warns.
    AtomicBoolean endsEarly = new AtomicBoolean();
    IIOReadWarningListener listener =
        (source, warning) -> {
          if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
            endsEarly.set(true);
          }
        };
    reader.addIIOReadWarningListener(listener);
    try {
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceRegion(region);
      BufferedImage image = reader.read(page, parameters);
      if (endsEarly.get()) {
        throw new EOFException();
      }
      return image;
    } finally {
      reader.removeIIOReadWarningListener(listener);
    }
  }

  /** How much of a file is wanted. */
  enum Access {
    WHOLE,
    PARTS
  }

  interface Reading<T> {
    T apply(ImageReader reader, ImageFormat format) throws IOException;
  }

  /**
   * Opens a file, reads from it, closes it; whatever goes wrong is reported with the file's name.
   */
  static <T> T use(Path file, Access access, Reading<T> reading) {
    try {
      ImageFormat format = ImageFormat.of(file);
      ImageReader reader = format.reader();
      try (ImageInputStream stream = open(file, access)) {
        // Metadata is ignored: compressed text and profiles in it could grow without bounds.
        reader.setInput(stream, access == Access.WHOLE, true);
        return reading.apply(reader, format);
      } finally {
        reader.dispose();
      }
    } catch (DatasetException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Decoders answer damaged files with any exception, array bounds and huge allocations too.
      throw new DatasetException(
          "Image %s cannot be read: %s; replace or remove it.".formatted(file, Reasons.of(e)), e);
    }
  }

  private static ImageInputStream open(Path file, Access access) throws IOException {
    if (access == Access.WHOLE && Files.size(file) <= WHOLE) {
      return new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
    return new FileImageInputStream(file.toFile());
  }
}
