package org.parfocal.core.internal.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;

/**
 * Keeps a second process out of a study's folder. The operating system holds the lock, so it ends
 * with the process however that ends; the file only tells others who has it.
 */
public final class StudyLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final long MAX_NOTE_BYTES = 4096;

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
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = tryLock(channel);
        if (lock == null) {
          throw new OutputException(
              "Another run uses %s (%s). Wait for it or stop it, or choose another folder with output=FOLDER."
                  .formatted(study, holder(disk, file)));
        }
        String note = "process %d on %s".formatted(ProcessHandle.current().pid(), host());
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
