package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/** The file that a user names for a command's output. */
final class OutputFile {
  private OutputFile() {}

  /** Writes it whole or not at all; missing folders are made. */
  static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new OutputException(file + " is a folder; name a file.");
    }
    try {
      Files.createDirectories(folder);
      WholeFile.write(target, text);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e), e);
    }
  }
}
