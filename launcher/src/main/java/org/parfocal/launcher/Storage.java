package org.parfocal.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The framework's storage: one temporary folder for each process, so that two never meet and
 * nothing old is ever found. Bundles are installed by reference, so it stays small.
 */
final class Storage implements AutoCloseable {
  private static final String PREFIX = "parfocal-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

  private final Path folder;

  private Storage(Path folder) {
    this.folder = folder;
  }

  /** Makes a new folder, and removes those that killed processes left behind. */
  static Storage create() throws LaunchException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    removeLeftovers(temporary);
    try {
      return new Storage(
          Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-"));
    } catch (IOException e) {
      throw new LaunchException(
          "No temporary folder can be made in %s: %s; name another one with PARFOCAL_OPTS=-Djava.io.tmpdir=FOLDER."
              .formatted(temporary, e),
          e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void removeLeftovers(Path temporary) {
    try (Stream<Path> entries = Files.list(temporary)) {
      List<Path> leftovers = entries.filter(Storage::isLeftover).toList();
      leftovers.forEach(Storage::remove);
    } catch (IOException e) {
      // Tidying is not worth a word: the folders are small and the system clears them too.
    }
  }

  private static boolean isLeftover(Path entry) {
    Path name = entry.getFileName();
    Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
    return matcher.matches()
        && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()
        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // Another user's, or in use: left for the system to clear.
    }
  }
}
