package org.parfocal.imaging;

import java.nio.file.Path;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.internal.Decoder;

/**
 * What the header of an image file declares.
 *
 * @param format as its first bytes show
 * @param width declared columns
 * @param height declared rows
 * @param misnamed whether the file's ending names another format, or none
 */
public record ImageHeader(ImageFormat format, int width, int height, boolean misnamed) {
  /**
   * Reads the header of a file; decodes no pixel.
   *
   * @throws DatasetException if the file is missing, empty, of no {@link ImageFormat}, or its
   *     header is damaged
   */
  public static ImageHeader read(Path file) throws DatasetException {
    return Decoder.header(file);
  }
}
