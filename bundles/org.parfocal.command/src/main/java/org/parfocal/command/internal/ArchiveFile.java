package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.parfocal.api.OutputException;

/**
 * An archive that a command writes.
 *
 * @param path absolute
 */
record ArchiveFile(Path path) {
  /**
   * As the command line names it.
   *
   * @throws OutputException if it is not the name of an archive
   */
  static ArchiveFile of(Path named) {
    Path path = named.toAbsolutePath().normalize();
    if (!path.toString().endsWith(".zip") || Files.isDirectory(path)) {
      throw new OutputException(
          named + " is not the name of an archive; give a file that ends with .zip.");
    }
    return new ArchiveFile(path);
  }

  /** Where it is and how large, once it is written. */
  String written() {
    try {
      return String.format(Locale.ROOT, "%s (%,.1f MB)", path, Files.size(path) / 1e6);
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }
}
