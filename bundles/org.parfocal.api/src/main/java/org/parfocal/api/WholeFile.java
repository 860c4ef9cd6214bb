package org.parfocal.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are there whole or not at all: under a temporary name beside the final one,
 * then renamed in one step. An existing file is replaced, anything else is not: neither a link nor
 * a device, a pipe or a folder. Several processes may write one file; the last one to finish wins.
 * If writing fails, an existing file stays as it was, and the temporary one is removed; only a
 * process that is killed leaves it behind. A thread's interrupt stops nothing.
 */
public final class WholeFile {
  private static final String ENDING = ".tmp";
  private static final Pattern UNFINISHED = Pattern.compile(".+\\.[0-9a-f-]{36}\\.tmp");

  private WholeFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is buffered, and the caller closes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file in a folder that exists
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, content, false);
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param file in a folder that exists
   */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file whose bytes are on the storage device before it has its name, and whose name is
   * there before this returns: for what took long to compute.
   *
   * @param file in a folder that exists
   */
  public static void writeSynced(Path file, Content content) throws IOException {
    write(file, content, true);
  }

  /**
   * Makes the names in a folder lasting: what was created, renamed or deleted in it. Where a file
   * system cannot do so, nothing happens.
   */
  public static void syncNames(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems cannot sync a folder; the rename itself was atomic.
      return;
    }
  }

  /** Whether a file's name is a temporary one, as a killed process may have left it. */
  public static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(String.valueOf(file.getFileName())).matches();
  }

  /**
   * Returns if a file may be written under this name: nothing has it, or a regular file.
   *
   * @throws FileSystemException if something else has it
   */
  public static void requireReplaceable(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(), null, "it is a link, and links are neither followed nor replaced");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "it is no regular file, and only such are replaced");
    }
  }

  private static void write(Path file, Content content, boolean sync) throws IOException {
    requireReplaceable(file);
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ENDING);
    try {
      try (OutputStream plain = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
          OutputStream out = new BufferedOutputStream(plain, 1 << 16)) {
        content.writeTo(out);
      }
      if (sync) {
        sync(temporary);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      if (sync) {
        syncNames(file.toAbsolutePath().getParent());
      }
    } catch (IOException | RuntimeException | Error e) {
      discard(temporary, e);
      throw e;
    }
  }

  private static void sync(Path file) throws IOException {
    // Not a channel: an interrupt would close it.
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.getFD().sync();
    }
  }

  private static void discard(Path temporary, Throwable failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      failure.addSuppressed(stays);
    }
  }
}
