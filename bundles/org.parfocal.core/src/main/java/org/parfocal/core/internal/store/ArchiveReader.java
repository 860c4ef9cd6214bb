package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.parfocal.api.Sha256;

/**
 * Unpacks what {@link ArchiveWriter} packs, and nothing else: an archive may come from a stranger.
 * Names of other files, links, configurations that name paths, and more bytes than such an archive
 * can hold are refused, and archives whose files are not those that were packed.
 */
public final class ArchiveReader {
  private static final int MOST_FILES = 100_000;
  private static final long LARGEST = 64L << 30;
  private static final long ALWAYS_ALLOWED = 64L << 20;
  private static final long LARGEST_RATIO = 100;
  private static final long MAX_CONFIGURATION = 16L << 20;
  private static final long MAX_SUMS = 64L << 20;
  private static final String NAME = "[A-Za-z0-9_,=+%~-][A-Za-z0-9._,=+%~-]{0,149}";
  private static final Pattern ALLOWED =
      Pattern.compile(
          "SHA256SUMS|study\\.yaml|images/(index\\.csv|\\d{6,7}\\.png)"
              + "|weights/[0-9a-f]{64}(\\.[a-z0-9]{1,16}|(/NAME){1,4})".replace("NAME", NAME)
              + "|NAME/NAME/seed--?\\d{1,19}/(config\\.yaml|job\\.json|history\\.jsonl"
                  .replace("NAME", NAME)
              + "|predictions\\.csv|embeddings\\.npy|trained-on\\.csv|model/NAME(/NAME){0,3})"
                  .replace("NAME", NAME));

  private ArchiveReader() {}

  /** Whether an archive may hold a file of this name. */
  static boolean takes(String name) {
    return ALLOWED.matcher(name).matches();
  }

  /**
   * Unpacks.
   *
   * @param into an empty folder
   * @throws IOException if the archive is damaged, or not what is packed here; says why
   */
  public static void unpack(Path archive, Path into) throws IOException {
    long allowed = Math.min(LARGEST, ALWAYS_ALLOWED + LARGEST_RATIO * Files.size(archive));
    ArchiveSums sums = new ArchiveSums();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      if (zip.size() > MOST_FILES) {
        throw new IOException("it holds " + zip.size() + " files");
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.isDirectory()) {
          continue;
        }
        if (!takes(entry.getName())) {
          throw new IOException("it holds a file that is not part of a model: " + entry.getName());
        }
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("it holds a file outside of it: " + entry.getName());
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        allowed -= copy(zip, entry, file, allowed, sums);
        if (entry.getName().endsWith(".yaml")) {
          check(file, entry.getName());
        }
      }
    }
    Path kept = into.resolve(ArchiveSums.NAME);
    if (!Files.exists(kept)) {
      throw new IOException("it holds no checksums (%s)".formatted(ArchiveSums.NAME));
    }
    sums.require(new Disk().read(kept, MAX_SUMS));
  }

  private static long copy(ZipFile zip, ZipEntry entry, Path file, long allowed, ArchiveSums sums)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    Sha256 sum = new Sha256();
    try (InputStream in = sum.reading(zip.getInputStream(entry));
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        copied += read;
        if (copied > allowed) {
          throw new IOException("it unpacks to more than can be right");
        }
        out.write(buffer, 0, read);
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException("it holds %s twice".formatted(entry.getName()), e);
    }
    if (!entry.getName().equals(ArchiveSums.NAME)) {
      sums.put(entry.getName(), sum.hex());
    }
    return copied;
  }

  private static void check(Path file, String name) throws IOException {
    try {
      PortableConfiguration.require(Yaml.parse(new Disk().read(file, MAX_CONFIGURATION)));
    } catch (IOException e) {
      throw new IOException("%s in it is not accepted: %s".formatted(name, e.getMessage()), e);
    }
  }
}
