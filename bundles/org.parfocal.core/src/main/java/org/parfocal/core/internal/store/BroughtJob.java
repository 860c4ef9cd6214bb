package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** A zip file of a job's folder, as an executor brings it from a machine without the study's. */
public final class BroughtJob {
  private static final long LARGEST = 16L << 30;
  private static final int MOST_FILES = 10_000;
  private static final int PIECE = 1 << 16;

  private BroughtJob() {}

  /**
   * The job's record, which is read without unpacking anything else.
   *
   * @throws IOException if there is none, or it is damaged
   */
  public static JobRecord record(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(JobFolder.RECORD);
      if (entry == null) {
        throw new IOException("it holds no record");
      }
      try (InputStream in = file.getInputStream(entry)) {
        byte[] text = in.readNBytes(JobFolder.MAX_RECORD_BYTES + 1);
        if (text.length > JobFolder.MAX_RECORD_BYTES) {
          throw new IOException(
              "its record is larger than %d bytes".formatted(JobFolder.MAX_RECORD_BYTES));
        }
        return JobRecord.parse(new String(text, StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * Unpacks it, so that it lasts.
   *
   * @param into does not exist
   * @throws IOException if it is damaged, too large or holds files of elsewhere
   */
  public static void unpack(Path zip, Path into) throws IOException {
    Files.createDirectories(into);
    long left = LARGEST;
    int files = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || file.equals(into) || !file.startsWith(into)) {
          throw new IOException("it holds what is no file of a job: " + entry.getName());
        }
        if (++files > MOST_FILES) {
          throw new IOException("it holds more than %d files".formatted(MOST_FILES));
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        left -= write(in, file, left);
      }
    }
  }

  private static long write(InputStream in, Path file, long most) throws IOException {
    byte[] piece = new byte[PIECE];
    long written = 0;
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        written += read;
        if (written > most) {
          throw new IOException("it unpacks to more than %d bytes".formatted(LARGEST));
        }
        out.write(piece, 0, read);
      }
      channel.force(true);
    }
    return written;
  }
}
