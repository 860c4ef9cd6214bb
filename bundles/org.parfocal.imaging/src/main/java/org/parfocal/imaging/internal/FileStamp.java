package org.parfocal.imaging.internal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells without reading it that a file is likely to have the bytes that it had: a hint, no
 * proof.
 *
 * @param bytes its size
 * @param modified when its bytes were written last, in ns since 1970; anyone can set it back
 * @param changed when anything of it was, in the same unit, which nobody can set; on systems that
 *     do not tell, when it was made
 * @param inode its number in the file system, 0 on systems that have none
 */
public record FileStamp(long bytes, long modified, long changed, long inode) {
  /** Clocks of file systems tick this coarsely: a younger file may change again unseen. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Of the file that a path leads to, through links. */
  public static FileStamp of(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
      return new FileStamp(
          (Long) requireNonNull(found.get("size")),
          nanos((FileTime) requireNonNull(found.get("lastModifiedTime"))),
          nanos((FileTime) requireNonNull(found.get("ctime"))),
          (Long) requireNonNull(found.get("ino")));
    }
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(
        found.size(), nanos(found.lastModifiedTime()), nanos(found.creationTime()), 0);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Whether the file has been left alone for longer than a clock's tick. */
  boolean settled() {
    Instant now = Instant.now();
    long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return nanos - Math.max(modified, changed) > SETTLED_NANOS;
  }
}
