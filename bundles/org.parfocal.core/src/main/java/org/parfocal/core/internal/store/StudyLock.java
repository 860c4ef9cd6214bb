package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

  /**
   * The folders that this process has locked. The system's locks belong to the process, and so does
   * this: to open and close a lock file a second time would give the first lock away to others.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private StudyLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param study the study's folder; must exist
   * @throws OutputException if another process, or another run of this one, has it
   */
  public static StudyLock take(Path study) {
    Path file = study.resolve(NAME);
    try {
      Path folder = study.toRealPath();
      if (!HELD.add(folder)) {
        throw used(study, PROCESS + ProcessHandle.current().pid() + ", this one");
      }
      try {
        refuseLinks(folder);
        WholeFile.requireReplaceable(file);
        return new StudyLock(folder, locked(study, file));
      } catch (IOException | RuntimeException e) {
        HELD.remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(file, e);
    }
  }

  private static FileChannel locked(Path study, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      String found = note(channel);
      if (lock == null) {
        throw used(study, found.isBlank() ? "its process is not known" : found.strip());
      }
      if (!isNote(found)) {
        throw new IOException("it holds something else than a lock's note; remove it");
      }
      String note = "%s%d on %s".formatted(PROCESS, ProcessHandle.current().pid(), host());
      channel.truncate(0).write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static OutputException used(Path study, String by) {
    return new OutputException(
        "Another run uses %s (%s). Wait for it or stop it, or choose another folder with output=FOLDER."
            .formatted(study, by));
  }

  /**
   * Parfocal makes no links. One that somebody else put into a study's folder would let a run clear
   * and fill another folder.
   */
  private static void refuseLinks(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder, DEPTH)) {
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
    } finally {
      HELD.remove(folder);
    }
  }
}
