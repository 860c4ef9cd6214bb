package org.parfocal.imaging;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.internal.Decoder;

/**
 * What an image file says of itself.
 *
 * @param format as the first bytes tell
 * @param width declared columns
 * @param height declared rows
 * @param misnamed whether the file's ending names another format, or none
 */
public record ImageHeader(Format format, int width, int height, boolean misnamed) {
  /** Formats that are read. */
  public enum Format {
    PNG("png"),
    JPEG("jpg", "jpeg", "jpe", "jfif"),
    /** Slides of Aperio scanners (SVS) are TIFF files. */
    TIFF("tif", "tiff", "svs");

    private final List<String> endings;

    Format(String... endings) {
      this.endings = List.of(endings);
    }

    /** Whether a file name ends as this format's files do. */
    public boolean names(String fileName) {
      String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return endings.contains(ending);
    }
  }

  /**
   * Reads the header of a file; decodes no pixel.
   *
   * @throws DatasetException if the file is missing, empty, or no PNG, JPEG or TIFF, or its header
   *     is damaged
   */
  public static ImageHeader read(Path file) throws DatasetException {
    return Decoder.header(file);
  }
}
