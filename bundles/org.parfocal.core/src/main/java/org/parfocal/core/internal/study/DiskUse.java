package org.parfocal.core.internal.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.parfocal.api.OutputException;

/** How much files take; links to files take nothing. */
final class DiskUse {
  private DiskUse() {}

  /** Bytes of all files of a folder, which need not exist. */
  static long of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(DiskUse::size)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      throw new OutputException("%s cannot be looked through: %s.".formatted(folder, e), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }
}
