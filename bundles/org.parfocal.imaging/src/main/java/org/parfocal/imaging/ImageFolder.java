package org.parfocal.imaging;

import java.io.IOException;
import java.nio.file.Path;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.internal.FileContents;
import org.parfocal.imaging.internal.Reasons;

/**
 * The root folder of a data set's images. Readers make one for each reading: its files share what
 * is known of their contents from earlier readings.
 */
public final class ImageFolder {
  private final Path root;
  private final FileContents contents;

  private ImageFolder(Path root, FileContents contents) {
    this.root = root;
    this.contents = contents;
  }

  /**
   * A folder.
   *
   * @param root an existing folder
   * @throws DatasetException if it cannot be opened
   */
  public static ImageFolder of(Path root) throws DatasetException {
    try {
      return new ImageFolder(root, new FileContents(root.toRealPath()));
    } catch (IOException e) {
      throw new DatasetException(
          "The folder %s cannot be opened: %s; correct the data set's path."
              .formatted(root.toAbsolutePath(), Reasons.of(e)),
          e);
    }
  }

  /**
   * The file at a path below the root.
   *
   * @param path relative to the root, or absolute and below it
   * @throws DatasetException as {@link ImageFile#of(Path, String)}
   */
  public ImageFile file(String path) throws DatasetException {
    return ImageFile.of(root, path, ImageFile.DEFAULT_PIXEL_LIMIT, contents);
  }
}
