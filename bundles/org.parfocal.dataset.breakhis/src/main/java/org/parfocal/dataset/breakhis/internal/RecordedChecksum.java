package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.WholeFile;

/** The SHA-256 of an archive, in a file that {@code sha256sum -c} can read. */
final class RecordedChecksum {
  private final Path file;
  private final String archive;

  /** The record lies in the data set's folder, under the archive's name. */
  RecordedChecksum(Path folder, Path archive) {
    this.archive = String.valueOf(archive.getFileName());
    this.file = folder.resolve(this.archive + ".sha256");
  }

  /**
   * Records the checksum, or compares it with an earlier record.
   *
   * @throws UnsoundArchiveException if another one was recorded
   */
  void compareOrRecord(String sha256) throws IOException, UnsoundArchiveException {
    if (!Files.exists(file)) {
      WholeFile.write(file, "%s  %s%n".formatted(sha256, archive));
      return;
    }
    String recorded = Files.readString(file).strip().split("\\s+", 2)[0];
    if (!recorded.equalsIgnoreCase(sha256)) {
      throw new UnsoundArchiveException(
          "its SHA-256 is %s, but %s was recorded in %s".formatted(sha256, recorded, file));
    }
  }
}
