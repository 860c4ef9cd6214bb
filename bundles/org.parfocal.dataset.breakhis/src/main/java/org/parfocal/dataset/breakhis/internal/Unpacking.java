package org.parfocal.dataset.breakhis.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.parfocal.api.OutputException;
import org.parfocal.api.Printable;
import org.parfocal.api.Sha256;
import org.parfocal.imaging.PngEnds;

/**
 * Unpacks a BreaKHis archive without trusting it: images only, under the names and in the places
 * that are published, each no larger than an image can be, none through a link.
 */
final class Unpacking {
  private static final int MOST_ENTRIES = 20_000;

  /** An uncompressed image has under 1 MB. */
  private static final long LARGEST_ENTRY = 16L << 20;

  private static final long LARGEST_TOTAL = 16L << 30;

  /** Of zeros after the last entry; archivers write 10 kB. */
  private static final long LARGEST_PADDING = 16L << 20;

  private static final Set<Byte> PLAIN =
      Set.of(
          TarConstants.LF_OLDNORM,
          TarConstants.LF_NORMAL,
          TarConstants.LF_CONTIG,
          TarConstants.LF_DIR);

  private final Path target;
  private final List<BreakhisName> names = new ArrayList<>();
  private int entries;
  private long total;

  private Unpacking(Path target) {
    this.target = target;
  }

  /**
   * What was unpacked.
   *
   * @param names of the images
   * @param sha256 of the archive
   */
  record Result(List<BreakhisName> names, String sha256) {}

  /**
   * Unpacks an archive.
   *
   * @param archive a {@code .tar.gz}
   * @param target an empty folder; {@code BreaKHis_v1} will stand in it
   * @param progress share of the archive
   * @throws UnsoundArchiveException if the archive is damaged or holds what it should not
   * @throws OutputException if the folder cannot be written
   */
  static Result unpack(Path archive, Path target, DoubleConsumer progress)
      throws UnsoundArchiveException {
    Sha256 sha256 = new Sha256();
    Unpacking unpacking = new Unpacking(target);
    try {
      long size = Math.max(1, Files.size(archive));
      try (SeekableByteChannel file = Files.newByteChannel(archive);
          InputStream stream = Channels.newInputStream(file);
          InputStream raw = new BufferedInputStream(sha256.reading(stream), 1 << 16)) {
        unpacking.entries(raw, () -> progress.accept((double) file.position() / size));
        raw.transferTo(OutputStream.nullOutputStream());
      }
    } catch (ClosedByInterruptException e) {
      throw stopped(); // says nothing about the archive
    } catch (IOException e) {
      throw new UnsoundArchiveException("it is damaged (%s)".formatted(e.getMessage()), e);
    }
    return new Result(unpacking.names, sha256.hex());
  }

  private void entries(InputStream raw, Step done) throws IOException, UnsoundArchiveException {
    GZIPInputStream unzipped = new GZIPInputStream(raw, 1 << 16);
    BoundedHeaders bounded = new BoundedHeaders(unzipped);
    TarArchiveInputStream tar = new TarArchiveInputStream(bounded);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (Thread.currentThread().isInterrupted()) {
        throw stopped();
      }
      check(entry);
      bounded.allow(entry.getSize());
      if (!entry.isDirectory()) {
        Optional<BreakhisName> image = image(entry.getName());
        if (image.isPresent()) {
          write(tar, image.get());
        }
      }
      done.run();
    }
    // Only at its end is the checksum of the whole compared.
    byte[] padding = new byte[1 << 16];
    long padded = 0;
    for (int read = 0; read >= 0; read = unzipped.read(padding)) {
      padded += read;
      if (padded > LARGEST_PADDING) {
        throw new UnsoundArchiveException("it goes on after its last entry");
      }
    }
  }

  private void check(TarArchiveEntry entry) throws UnsoundArchiveException {
    String name = entry.getName();
    List<String> steps = Arrays.asList(name.split("/", -1));
    if (name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0
        || name.matches("[A-Za-z]:.*")
        || steps.contains("..")) {
      throw new UnsoundArchiveException(
          "its entry '%s' leads out of the data set's folder".formatted(printable(name)));
    }
    // Not isFile(): it is true for symbolic links.
    if (!PLAIN.contains(entry.getLinkFlag()) || entry.isSparse()) {
      throw new UnsoundArchiveException(
          "its entry '%s' is a link or device, not a file".formatted(printable(name)));
    }
    if (entry.getSize() < 0 || entry.getSize() > LARGEST_ENTRY) {
      throw new UnsoundArchiveException(
          String.format(
              Locale.ROOT,
              "its entry '%s' is said to have %,d bytes, more than any image of BreaKHis",
              printable(name),
              entry.getSize()));
    }
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new UnsoundArchiveException(
          String.format(Locale.ROOT, "it has more than %,d entries", MOST_ENTRIES));
    }
    count(entry.getSize(), name);
  }

  private void count(long bytes, String where) throws UnsoundArchiveException {
    total += bytes;
    if (total > LARGEST_TOTAL) {
      throw new UnsoundArchiveException(
          String.format(
              Locale.ROOT,
              "it unpacks to more than %,d bytes (at '%s')",
              LARGEST_TOTAL,
              printable(where)));
    }
  }

  /** Empty for what BreaKHis brings along beside its images. */
  private static Optional<BreakhisName> image(String entry) throws UnsoundArchiveException {
    Optional<BreakhisName> image = BreakhisName.parse(entry.substring(entry.lastIndexOf('/') + 1));
    if (image.isPresent() && !("/" + entry).endsWith("/" + image.get().path())) {
      throw new UnsoundArchiveException(
          "its image '%s' is not where BreaKHis has it".formatted(printable(entry)));
    }
    return image;
  }

  private void write(TarArchiveInputStream tar, BreakhisName image)
      throws IOException, UnsoundArchiveException {
    byte[] bytes = tar.readAllBytes(); // no more than the size that was checked
    Path file = target.resolve(image.path());
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new UnsoundArchiveException(
          "it holds the image '%s' twice".formatted(image.fileName()), e);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new OutputException(
          "The image %s cannot be written: %s; free some space or choose another folder."
              .formatted(file.toAbsolutePath(), e.getMessage()),
          e);
    }
    if (!PngEnds.areWhole(file)) {
      throw new UnsoundArchiveException(
          "its image '%s' is not a complete PNG file".formatted(image.fileName()));
    }
    names.add(image);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static CancellationException stopped() {
    return new CancellationException("unpacking was stopped");
  }

  private static String printable(String name) {
    String shown = Printable.of(name).replaceAll("\\s", " ");
    return shown.length() > 120 ? shown.substring(0, 120) + "…" : shown;
  }
}
