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
import java.util.regex.Pattern;
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

  /** As they are named here, and as nothing that people make is. */
  private static final Pattern OWN = Pattern.compile(PREFIX + "\\d{6,}");

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

  /** Where others may put temporary files: what they leave there goes with the folder. */
  Path temporary() {
    return folder;
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
      if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
        return;
      }
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        // Its process was killed before it made the lock; a folder with content is not deleted.
        if (isOld(folder) && OWN.matcher(String.valueOf(folder.getFileName())).matches()) {
          Files.delete(folder);
        }
        return;
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOld(file)) {
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

  private static boolean isOld(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant().isBefore(Instant.now().minus(YOUNG));
  }

  /** The lock goes last: without it, what is left of a removal that was killed would stay. */
  private static void remove(Path folder) {
    Path lock = folder.resolve(LOCK);
    try (Stream<Path> content = Files.walk(folder)) {
      List<Path> paths = content.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        if (!path.equals(lock) && !path.equals(folder)) {
          Files.delete(path);
        }
      }
      Files.deleteIfExists(lock);
      Files.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // In use: left for the system to clear.
    }
  }
}
