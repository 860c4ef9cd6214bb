package org.parfocal.augmentation.dcgan.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.parfocal.api.WholeFile;

/** Files that end with the CRC-32C of what is before, and appear whole or not at all. */
final class CheckedFile {
  /** Bytes of the checksum at the end. */
  static final int TAIL = Long.BYTES;

  private CheckedFile() {}

  /** Writes the content. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads the content. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  /** Several processes may write one file: all write the same. */
  static void write(Path file, Writing content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.writeSynced(
        file,
        plain -> {
          CheckedOutputStream sum = new CheckedOutputStream(plain, new CRC32C());
          DataOutputStream out = new DataOutputStream(sum);
          content.to(out);
          out.writeLong(sum.getChecksum().getValue());
          out.flush();
        });
  }

  /**
   * Reads a file whose length is known.
   *
   * @param length of the content in bytes
   * @throws IOException if it is missing, or anything but what was written
   */
  static <T> T read(Path file, long length, Reading<T> content) throws IOException {
    if (Files.size(file) != length + TAIL) {
      throw new IOException("wrong length");
    }
    CheckedInputStream sum =
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32C());
    try (DataInputStream in = new DataInputStream(sum)) {
      T result = content.from(in);
      long expected = sum.getChecksum().getValue();
      if (in.readLong() != expected) {
        throw new IOException("wrong checksum");
      }
      return result;
    }
  }
}
