package org.parfocal.dataset.breakhis.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.PngWriter;

/** Small archives in the form of the published one, and evil ones. */
final class ArchiveOf {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;
  private final byte[] png;

  ArchiveOf(Path scratch) throws IOException {
    tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    // Noise, so that the archive does not shrink to nothing.
    byte[] pixels = new byte[120 * 80 * 3];
    new java.util.Random(3).nextBytes(pixels);
    Path file = scratch.resolve("noise.png");
    PngWriter.write(new RgbImage(120, 80, pixels), file);
    png = Files.readAllBytes(file);
  }

  ArchiveOf images(List<String> names) throws IOException {
    for (String name : names) {
      file(BreakhisName.parse(name).orElseThrow().path(), png);
    }
    return this;
  }

  ArchiveOf image(String path) throws IOException {
    return file(path, png);
  }

  ArchiveOf text(String path) throws IOException {
    return file(path, "text".getBytes(StandardCharsets.UTF_8));
  }

  ArchiveOf file(String path, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    return this;
  }

  ArchiveOf link(String path, String target, boolean symbolic) throws IOException {
    TarArchiveEntry entry =
        new TarArchiveEntry(path, symbolic ? TarConstants.LF_SYMLINK : TarConstants.LF_LINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    return this;
  }

  byte[] closed() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }

  /** An entry that is said to be large, with nothing behind it. */
  byte[] endingWithHugeEntry(String path, long size) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(path, true);
      entry.setSize(size);
      byte[] header = new byte[512];
      entry.writeEntryHeader(header);
      ByteArrayOutputStream huge = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(huge)) {
        zip.write(header);
      }
      return huge.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
