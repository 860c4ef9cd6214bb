package org.parfocal.core.internal.store;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/**
 * Writes results. A file is written under a temporary name, synced and renamed, so that a reader
 * sees the old content or the new one and never half of it. No method here is stopped by a thread's
 * interrupt: what was begun is written to the end.
 *
 * <p>Unlike {@link WholeFile} it makes the rename itself last, and tests can fail at each of its
 * steps.
 */
public class Disk {
  private static final String TEMPORARY = ".tmp";

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is buffered and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Called before each step that changes the disk; tests fail here on purpose. */
  protected void beforeStep(String step, Path path) throws IOException {}

  /** Hands the bytes of a file to the storage device; tests of other things leave that out. */
  protected void force(FileDescriptor file) throws IOException {
    file.sync();
  }

  /** Writes a text file. */
  public void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a file. */
  public void write(Path file, Content content) {
    write(file, content, true);
  }

  /**
   * Writes a file in a folder that nobody relies on before {@link #syncTree} made all of it last.
   */
  public void writeUnsynced(Path file, Content content) {
    write(file, content, false);
  }

  /** As {@link #writeUnsynced(Path, Content)} does. */
  public void writeUnsynced(Path file, String text) {
    writeUnsynced(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(Path file, Content content, boolean synced) {
    Path temporary = file.resolveSibling("." + file.getFileName() + TEMPORARY);
    try {
      WholeFile.requireReplaceable(file);
      beforeStep("create", temporary);
      // Made anew: a killed run left one behind, or a stranger a link to somewhere else.
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
      // Not a channel: an interrupted thread must still be able to record that it was interrupted.
      try (FileOutputStream plain = new FileOutputStream(temporary.toFile());
          OutputStream out = new BufferedOutputStream(plain, 1 << 16)) {
        content.writeTo(out);
        out.flush();
        if (synced) {
          beforeStep("sync", temporary);
          force(plain.getFD());
        }
      }
      beforeStep("rename", file);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (synced) {
        sync(file.getParent());
      }
    } catch (IOException e) {
      discard(temporary);
      throw cannotWrite(file, e);
    }
  }

  /** Reads a text file of at most this many bytes. */
  public String read(Path file, long maxBytes) throws IOException {
    return new String(readBytes(file, maxBytes), StandardCharsets.UTF_8);
  }

  /** Reads a file of at most this many bytes. */
  public byte[] readBytes(Path file, long maxBytes) throws IOException {
    if (Files.size(file) > maxBytes) {
      throw new IOException(file + " is larger than " + maxBytes + " bytes");
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  /** Makes a folder and its parents, so that they last. */
  public void createDirectories(Path directory) {
    List<Path> missing =
        Stream.iterate(directory.toAbsolutePath(), Objects::nonNull, Path::getParent)
            .takeWhile(folder -> !Files.exists(folder))
            .toList();
    try {
      beforeStep("mkdir", directory);
      Files.createDirectories(directory);
      missing.forEach(folder -> sync(folder.getParent()));
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  /** Hands all that a folder holds to the storage device, whoever wrote it. */
  public void syncTree(Path directory) {
    try {
      FolderTree.walk(
          directory,
          Integer.MAX_VALUE,
          (path, attributes) -> {
            if (attributes.isDirectory()) {
              sync(path);
            } else if (attributes.isRegularFile()) {
              beforeStep("sync", path);
              try (FileInputStream file = new FileInputStream(path.toFile())) {
                force(file.getFD());
              }
            }
            return FileVisitResult.CONTINUE;
          });
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  /** Renames a file or folder; the target must not exist. */
  public void rename(Path from, Path to) {
    try {
      beforeStep("rename", to);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      sync(to.getParent());
    } catch (IOException e) {
      throw cannotWrite(to, e);
    }
  }

  /** Deletes what a folder holds, except the named entries. */
  public void clear(Path directory, List<String> except) {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        if (!except.contains(entry.getFileName().toString())) {
          beforeStep("delete", entry);
          delete(entry);
        }
      }
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  /**
   * Deletes the temporary files that killed runs left in a study's folder. Attempts at jobs, which
   * other processes may be running, are left alone: whoever goes on with one clears it.
   */
  public void removeUnfinished(Path directory) {
    try {
      FolderTree.walk(
          directory,
          Integer.MAX_VALUE,
          (path, attributes) -> {
            if (attributes.isDirectory()) {
              return JobAttempts.isFolder(path)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile() && isUnfinished(path)) {
              beforeStep("delete", path);
              Files.deleteIfExists(path);
            }
            return FileVisitResult.CONTINUE;
          });
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return WholeFile.isUnfinished(file) || name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /** Deletes a file, or a folder with all that it holds. */
  public void remove(Path path) {
    try {
      beforeStep("delete", path);
      delete(path);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Makes a rename lasting; tests of other things leave that out. */
  protected void sync(@Nullable Path directory) {
    WholeFile.syncNames(directory);
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The write's own failure is what the user must read; the next write replaces this file.
      return;
    }
  }

  /** One sentence that says what to do. */
  public static OutputException cannotWrite(Path path, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    String sentence =
        lower.contains("no space left") || lower.contains("not enough space")
            ? ("The disk is full: %s could not be written. Results so far are intact; free some"
                    + " space and run the same command again.")
                .formatted(path)
            : ("%s cannot be written (%s: %s). Results so far are intact; choose a writable folder"
                    + " with output=FOLDER or mend the permissions, and run the same command again.")
                .formatted(path, cause.getClass().getSimpleName(), reason);
    return new OutputException(sentence, cause);
  }
}
