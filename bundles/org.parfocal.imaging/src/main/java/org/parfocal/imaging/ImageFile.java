package org.parfocal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageRows;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.internal.Decoder;
import org.parfocal.imaging.internal.FileContents;
import org.parfocal.imaging.internal.FileStamp;
import org.parfocal.imaging.internal.ImagePath;
import org.parfocal.imaging.internal.Reasons;

/**
 * An image file, of one of the {@link ImageFormat}s, below the root folder of a data set.
 *
 * <p>Making one reads nothing of it. What a file is, its first bytes decide and not its name; see
 * {@link ImageHeader#misnamed()}.
 */
public final class ImageFile implements ImageSource {
  /** Width × height that {@link #read()} accepts, in pixels. */
  public static final long DEFAULT_PIXEL_LIMIT = 100_000_000L;

  private final Path path;
  private final String relative;
  private final long pixelLimit;
  private final FileContents contents;
  private FileContents.@Nullable Known content;
  private boolean verified;

  private ImageFile(Path path, String relative, long pixelLimit, FileContents contents) {
    this.path = path;
    this.relative = relative;
    this.pixelLimit = pixelLimit;
    this.contents = contents;
  }

  /**
   * The file at a path below {@code root}. Symbolic links are followed wherever they lead; tools
   * that version data keep the files elsewhere. For many files of one folder {@link ImageFolder} is
   * the better way: these here know nothing of each other, and each is read for its key.
   *
   * @param root an existing folder
   * @param path relative to the root, or absolute and below it, as a table writes it: backslashes,
   *     decomposed letters and an ending in the other case find the file, too
   * @throws DatasetException if there is no such file, or if the path leaves the root
   */
  public static ImageFile of(Path root, String path) throws DatasetException {
    return of(root, path, DEFAULT_PIXEL_LIMIT);
  }

  /**
   * As {@link #of(Path, String)}, with another limit on the size.
   *
   * @param pixelLimit largest width × height that {@link #read()} accepts
   */
  public static ImageFile of(Path root, String path, long pixelLimit) throws DatasetException {
    return of(root, path, pixelLimit, new FileContents(root));
  }

  static ImageFile of(Path root, String written, long pixelLimit, FileContents contents) {
    Path name = ImagePath.below(root, written);
    Path path = root.resolve(name);
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new DatasetException(
            "Image %s is not a file; correct its path.".formatted(path.toAbsolutePath()));
      }
      return new ImageFile(path, name.toString(), pixelLimit, contents);
    } catch (IOException e) {
      throw new DatasetException(
          "Image %s cannot be opened: %s.".formatted(path.toAbsolutePath(), reason(path, e)), e);
    }
  }

  /** What is not fetched yet by a tool that stores contents elsewhere is a link to nothing. */
  private static String reason(Path path, IOException failure) {
    return failure instanceof NoSuchFileException && Files.isSymbolicLink(path)
        ? "it is a link to a file that is not there; fetch that file, with the tool that made the link"
        : Reasons.of(failure);
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** The path below the root, normalised; the same wherever the data set is put. */
  public String relative() {
    return relative;
  }

  /**
   * SHA-256 of the file's bytes. A copy has the same, wherever it is.
   *
   * <p>What was computed once is kept in the user's cache, and computed again when the file has
   * another size, inode or time of change. A file that cannot be read has a key of its own.
   */
  @Override
  public synchronized String key() {
    if (content == null) {
      try {
        content = contents.of(path, relative, false);
      } catch (IOException e) {
        return "unreadable " + path.toAbsolutePath();
      }
    }
    return content.sha256();
  }

  /** Reads the file, once for this object, whatever is known of it. */
  @Override
  public synchronized void verifyKey() {
    if (!verified) {
      try {
        content = contents.of(path, relative, true);
      } catch (IOException e) {
        content = null;
      }
      verified = true;
    }
  }

  /**
   * Pixels of other bytes than the key tells would be kept under its name.
   *
   * @throws DatasetException if the file is not the one whose content the key is
   */
  synchronized void requireUnchanged() throws DatasetException {
    try {
      if (content == null || content.stamp().equals(FileStamp.of(path))) {
        return;
      }
      // Moved away and back, or linked: the bytes tell.
      FileContents.Known now = contents.of(path, relative, true);
      if (!now.sha256().equals(content.sha256())) {
        throw new DatasetException(
            "Image %s changed after the study looked at it; run the study again."
                .formatted(path.toAbsolutePath()));
      }
      content = now;
    } catch (IOException e) {
      throw new DatasetException(
          "Image %s cannot be opened: %s.".formatted(path.toAbsolutePath(), Reasons.of(e)), e);
    }
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
   * Decodes the file. Grey and palette images become RGB by their stored values, samples of other
   * than 8 bits are rounded to 8, colour profiles and gamma are ignored in all formats alike, and
   * transparent pixels are laid on white, as a slide without tissue looks. What the file declares
   * of its colours decides; nothing is guessed.
   *
   * @throws DatasetException if the file is gone, empty, truncated, damaged, larger than the limit,
   *     of no {@link ImageFormat}, of colours or samples that have no exact RGB value (CMYK,
   *     L*a*b*, signed or floating-point numbers, channels without a meaning), or holds several
   *     pictures of which none is declared the image
   * @throws OutOfMemoryError with the file's name if memory is short, which says nothing against it
   */
  @Override
  public RgbImage read() throws DatasetException {
    RgbImage image = Decoder.decode(path, pixelLimit);
    requireUnchanged();
    return image;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A large file is decoded row by row, or tile by tile, where its format allows: baseline JPEG,
   * PNG that is not interlaced, TIFF.
   */
  @Override
  public void readRows(ImageRows rows) throws DatasetException {
    Decoder.rows(path, pixelLimit, rows);
    requireUnchanged();
  }

  @Override
  public String toString() {
    return description();
  }
}
