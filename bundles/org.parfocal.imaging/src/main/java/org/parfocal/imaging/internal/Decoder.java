package org.parfocal.imaging.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.ImageFormat;
import org.parfocal.imaging.ImageHeader;

/** Decodes files of which nothing is known but their name. */
public final class Decoder {
  /** Files up to this size are read at once, which is faster than many small reads. */
  private static final int WHOLE = 32 << 20;

  /** More pixels are not decoded in one piece if a row is enough. */
  private static final long LARGE = 16_000_000;

  /** No compression that is read makes a byte of more pixels. */
  private static final long MOST_PIXELS_OF_A_BYTE = 1 << 15;

  private Decoder() {}

  /** What {@link ImageHeader#read} promises. */
  public static ImageHeader header(Path file) {
    return use(
        file,
        Access.PARTS,
        (image, format) -> {
          Page page = image.pages().get(0);
          String name = String.valueOf(file.getFileName());
          boolean named = ImageFormat.named(name).filter(format::equals).isPresent();
          return new ImageHeader(format, page.width(), page.height(), !named);
        });
  }

  /** What {@link org.parfocal.imaging.ImageFile#read()} promises. */
  public static RgbImage decode(Path file, long pixelLimit) {
    return use(
        file,
        Access.WHOLE,
        (image, format) -> {
          Page page = image.pages().get(0);
          refuseTooLarge(file, page, pixelLimit);
          image.check();
          return image.read(page, page.area());
        });
  }

  /** What {@link org.parfocal.imaging.ImageFile#readRows} promises. */
  public static void rows(Path file, long pixelLimit, ImageRows rows) {
    use(
        file,
        Access.WHOLE,
        (image, format) -> {
          Page page = image.pages().get(0);
          refuseTooLarge(file, page, pixelLimit);
          image.check();
          rows.size(page.width(), page.height());
          if ((long) page.width() * page.height() > LARGE) {
            image.rows(page, rows);
          } else {
            StoredImage.give(image.read(page, page.area()), rows);
          }
          return page;
        });
  }

  /** Before anything is allocated. */
  static void refuseTooLarge(Path file, Page page, long pixelLimit) throws IOException {
    long pixels = (long) page.width() * page.height();
    if (pixels > pixelLimit) {
      throw new DatasetException(
          "Image %s declares %d×%d pixels, more than the limit of %d million; cut it into tiles or remove it."
              .formatted(file, page.width(), page.height(), pixelLimit / 1_000_000));
    }
    if (pixels / MOST_PIXELS_OF_A_BYTE > Files.size(file)) {
      throw new DatasetException(
          "Image %s declares %d×%d pixels and has %d bytes; replace or remove it."
              .formatted(file, page.width(), page.height(), Files.size(file)));
    }
  }

  /** How much of a file is wanted. */
  enum Access {
    WHOLE,
    PARTS
  }

  interface Reading<T> {
    T apply(StoredImage image, ImageFormat format) throws IOException;
  }

  /**
   * Opens a file, reads from it, closes it; whatever goes wrong is reported with the file's name.
   * That memory was short says nothing against the file: it stays an error of its own.
   */
  static <T> T use(Path file, Access access, Reading<T> reading) {
    try {
      ImageFormat format = ImageFormat.of(file);
      try (ImageInputStream stream = open(file, access);
          StoredImage image = StoredImage.open(format, stream)) {
        return reading.apply(image, format);
      }
    } catch (DatasetException e) {
      throw e;
    } catch (UnreadException e) {
      throw new DatasetException("Image %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw shortOfMemory(file, e);
    } catch (IOException | RuntimeException e) {
      if (isShortOfMemory(e)) { // some decoders of Java wrap it
        throw shortOfMemory(file, e);
      }
      // Decoders answer damaged files with any exception, array bounds too.
      throw new DatasetException(
          "Image %s cannot be read: %s; replace or remove it.".formatted(file, Reasons.of(e)), e);
    }
  }

  private static boolean isShortOfMemory(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }

  private static OutOfMemoryError shortOfMemory(Path file, Throwable thrown) {
    return (OutOfMemoryError)
        new OutOfMemoryError(
                "Image %s does not fit into what is left of Java's memory (%d MiB heap); give more with PARFOCAL_OPTS=-Xmx…, or cut it into tiles."
                    .formatted(file, Runtime.getRuntime().maxMemory() >> 20))
            .initCause(thrown);
  }

  private static ImageInputStream open(Path file, Access access) throws IOException {
    return access == Access.WHOLE && Files.size(file) <= WHOLE
        ? new BytesStream(Files.readAllBytes(file))
        : new FileImageInputStream(file.toFile());
  }
}
