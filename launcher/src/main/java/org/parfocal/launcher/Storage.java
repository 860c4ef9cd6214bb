package org.parfocal.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The framework's storage: one temporary folder for each process, so that two never meet and no old
 * content is ever found. Bundles are installed by reference, so it stays small.
 *
 * <p>A locked file in it shows that its process is alive; process numbers would not, where
 * containers share a temporary folder.
 */
final class Storage implements AutoCloseable {
  private static final String PREFIX = "parfocal-";
  private static final String LOCK = "lock";

  /** A younger folder may belong to a process that is just about to lock it. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Path folder;
  private final FileChannel lock;

  private Storage(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes a new folder, and removes those that killed processes left behind. */
  static Storage create() throws LaunchException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try {
      Path folder = Files.createTempDirectory(temporary, PREFIX);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      removeLeftovers(temporary, Files.getOwner(folder));
      return new Storage(folder, lock);
    } catch (IOException e) {
      throw new LaunchException(
          "No temporary folder can be made in %s: %s; name another one with PARFOCAL_OPTS=-Djava.io.tmpdir=FOLDER."
              .formatted(temporary, e),
          e);
    }
  }

  /** The framework's own part of the folder. */
  Path framework() {
    return folder.resolve("framework");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The end of the process releases it too.
    }
    remove(folder);
  }

  private static void removeLeftovers(Path temporary, UserPrincipal owner) {
    try (Stream<Path> entries = Files.list(temporary)) {
      List<Path> folders =
          entries
              .filter(entry -> String.valueOf(entry.getFileName()).startsWith(PREFIX))
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .toList();
      for (Path folder : folders) {
        removeIfLeftOver(folder, owner);
      }
    } catch (IOException e) {
      // A failed clean-up is not reported: the folders are small and the system clears them too.
    }
  }

  private static void removeIfLeftOver(Path folder, UserPrincipal owner) {
    Path file = folder.resolve(LOCK);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)
          || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock free = channel.tryLock()) {
        if (free != null) {
          remove(folder);
        }
      }
    } catch (IOException e) {
      // As above.
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> content = Files.walk(folder)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // In use: left for the system to clear.
    }
  }
}
