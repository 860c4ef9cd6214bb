package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/**
 * Keeps a second process out of a study's folder. The operating system holds the lock, so it ends
 * with the process however that ends; the file only tells others who has it.
 */
public final class StudyLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final String PROCESS = "process ";

  /** Jobs lie three folders deep. */
  private static final int DEPTH = 3;

  private static final int MAX_NOTE_BYTES = 4096;

  /** A byte behind the note, so that the note can be read where locks are mandatory. */
  private static final long LOCKED_BYTE = 1L << 40;

  private final FileChannel channel;

  private StudyLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param study the study's folder; must exist
   * @throws OutputException if another process, or another run of this one, has it
   */
  public static StudyLock take(Disk disk, Path study) {
    Path file = study.resolve(NAME);
    try {
      refuseLinks(study);
      WholeFile.requireReplaceable(file);
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      try {
        FileLock lock = tryLock(channel);
        if (lock == null) {
          throw new OutputException(
              "Another run uses %s (%s). Wait for it or stop it, or choose another folder with output=FOLDER."
                  .formatted(study, holder(disk, file)));
        }
        if (!isNote(note(channel))) {
          throw new IOException("it holds something else than a lock's note; remove it");
        }
        String note = "%s%d on %s".formatted(PROCESS, ProcessHandle.current().pid(), host());
        channel.truncate(0).write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
        return new StudyLock(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(file, e);
    }
  }

  /**
   * Parfocal makes no links. One that somebody else put into a study's folder would let a run clear
   * and fill another folder.
   */
  private static void refuseLinks(Path study) throws IOException {
    try (Stream<Path> entries = Files.walk(study.toRealPath(), DEPTH)) {
      Optional<Path> link = entries.filter(Files::isSymbolicLink).findFirst();
      if (link.isPresent()) {
        throw new OutputException(
            "%s is a link, and Parfocal makes none in a study's folder: remove it, or choose another folder with output=FOLDER."
                .formatted(link.get()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Through the channel of the lock: to close another one of this file would give the lock away.
   */
  private static String note(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_NOTE_BYTES));
    channel.read(bytes, 0);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  /** A file of another content may be somebody's own, under a second name. */
  private static boolean isNote(String content) {
    return content.isEmpty() || content.startsWith(PROCESS);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(Disk disk, Path file) {
    try {
      String note = Files.exists(file) ? disk.read(file, MAX_NOTE_BYTES) : "";
      return note.isBlank() ? "its process is not known" : note.strip();
    } catch (IOException e) {
      return "its process is not known";
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "this machine";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the channel, and at the latest with the process.
      return;
    }
  }
}
