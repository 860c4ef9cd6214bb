package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.parfocal.api.OutputException;

/** Writes a file so that it is there whole or not at all. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new OutputException(file + " is a folder; name a file.");
    }
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
      try {
        Files.writeString(unfinished, text);
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e), e);
    }
  }
}
