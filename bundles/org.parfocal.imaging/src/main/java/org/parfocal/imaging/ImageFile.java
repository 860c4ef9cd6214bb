package org.parfocal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.internal.Decoder;
import org.parfocal.imaging.internal.Reasons;

/**
 * An image file, of one of the {@link ImageFormat}s, below the root folder of a data set.
 *
 * <p>Making one looks at the file's size and time, not at its content. What a file is, its first
 * bytes decide and not its name; see {@link ImageHeader#misnamed()}.
 */
public final class ImageFile implements ImageSource {
  /** Width × height that {@link #read()} accepts, in pixels. */
  public static final long DEFAULT_PIXEL_LIMIT = 100_000_000L;

  private final Path path;
  private final String relative;
  private final long bytes;
  private final String key;
  private final long pixelLimit;

  private ImageFile(Path path, String relative, long bytes, String key, long pixelLimit) {
    this.path = path;
    this.relative = relative;
    this.bytes = bytes;
    this.key = key;
    this.pixelLimit = pixelLimit;
  }

  /**
   * The file at {@code relative} below {@code root}.
   *
   * @param root an existing folder
   * @param relative with {@code /} between names
   * @throws DatasetException if there is no such file, or if it lies outside of the root, whether
   *     by its name or through a symbolic link
   */
  public static ImageFile of(Path root, String relative) throws DatasetException {
    return of(root, relative, DEFAULT_PIXEL_LIMIT);
  }

  /**
   * As {@link #of(Path, String)}, with another limit on the size.
   *
   * @param pixelLimit largest width × height that {@link #read()} accepts
   */
  public static ImageFile of(Path root, String relative, long pixelLimit) throws DatasetException {
    Path name = inside(root, relative);
    Path path = root.resolve(name);
    try {
      Path realRoot = root.toRealPath();
      Path real = path.toRealPath();
      if (!real.startsWith(realRoot)) {
        throw outside(root, relative);
      }
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new DatasetException(
            "Image %s is not a file; correct its path.".formatted(path.toAbsolutePath()));
      }
      String key =
          String.join(
              "|",
              name.toString(),
              Long.toString(attributes.size()),
              Long.toString(attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS)),
              realRoot.toString());
      return new ImageFile(path, name.toString(), attributes.size(), key, pixelLimit);
    } catch (IOException e) {
      throw new DatasetException(
          "Image %s cannot be opened: %s.".formatted(path.toAbsolutePath(), Reasons.of(e)), e);
    }
  }

  private static Path inside(Path root, String relative) {
    try {
      Path path = Path.of(relative);
      Path normal = path.normalize();
      if (path.isAbsolute() || relative.isBlank() || normal.startsWith("..")) {
        throw outside(root, relative);
      }
      return normal;
    } catch (InvalidPathException e) {
      throw new DatasetException(
          "The image path '%s' is not a valid path; correct it."
              .formatted(relative.replace('\0', '?')),
          e);
    }
  }

  private static DatasetException outside(Path root, String relative) {
    return new DatasetException(
        "Image '%s' is outside of the data set's folder %s; give a path below that folder."
            .formatted(relative, root.toAbsolutePath()));
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** The path below the root, normalised; the same wherever the data set is put. */
  public String relative() {
    return relative;
  }

  /** Size of the file when this object was made. */
  public long bytes() {
    return bytes;
  }

  /**
   * Relative path, size, time of change and root folder. It changes when a data set is moved, which
   * is then decoded again; {@link org.parfocal.api.Images#content} stays. A data set's manifest is
   * better made from {@link #relative()} and {@link #bytes()}. A file that gets other bytes and
   * keeps its size and time has the same key.
   */
  @Override
  public String key() {
    return key;
  }

  @Override
  public String description() {
    return path.toAbsolutePath().toString();
  }

  /**
   * Reads format and dimensions without decoding.
   *
   * @throws DatasetException as {@link #read()}, as far as the header shows it
   */
  public ImageHeader header() throws DatasetException {
    return ImageHeader.read(path);
  }

  /**
   * Decodes the file. Grey and palette images become RGB by their stored values, 16-bit samples are
   * rounded to 8, colour profiles are ignored, and transparent pixels are laid on white, as a slide
   * without tissue looks.
   *
   * @throws DatasetException if the file is gone, empty, truncated, damaged, larger than the limit,
   *     or of no {@link ImageFormat}
   */
  @Override
  public RgbImage read() throws DatasetException {
    return Decoder.decode(path, pixelLimit);
  }

  @Override
  public String toString() {
    return description();
  }
}
