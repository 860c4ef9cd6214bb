package org.parfocal.imaging.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of the files of a folder. What was computed is kept in the user's cache, beside the
 * {@link FileStamp} that the file had, and computed again when the file has another one.
 *
 * <p>It is kept in a text file, a line for each computation, of which the last one of a file
 * counts. Several processes may add lines; lines that cannot be read count as missing. A file that
 * cannot be written costs time and nothing else.
 */
public final class FileContents {
  private static final Logger LOG = LoggerFactory.getLogger(FileContents.class);
  private static final long LARGEST_FILE = 512L << 20;
  private static final int MOST_TRIES = 3;
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) (-?\\d{1,19}) (-?\\d{1,19}) (-?\\d{1,19}) (.+)");

  private final Path kept;
  private final Map<String, Known> known = new HashMap<>();
  private boolean loaded;
  private boolean unwritable;

  /**
   * A file that was read.
   *
   * @param stamp before and after
   * @param sha256 in lower-case hexadecimal
   */
  public record Known(FileStamp stamp, String sha256) {}

  /** Of a folder; opens nothing yet. */
  public FileContents(Path folder) {
    String name = Sha256.of(folder.toAbsolutePath().normalize().toString()).substring(0, 32);
    kept = CacheFolder.path().resolve("contents").resolve(name + ".txt");
  }

  /**
   * The content of a file.
   *
   * @param name below the folder
   * @param again whether to read it even if it looks as it did
   * @throws IOException if it cannot be read, or does not stay as it is
   */
  public Known of(Path file, String name, boolean again) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    Known before = again ? null : before(name);
    if (before != null && before.stamp.equals(stamp)) {
      return before;
    }
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Known found = new Known(stamp, Sha256.ofFile(file));
      stamp = FileStamp.of(file);
      if (found.stamp.equals(stamp)) {
        if (stamp.settled()) {
          keep(name, found);
        }
        return found;
      }
    }
    throw new IOException("it is being written");
  }

  private synchronized @Nullable Known before(String name) {
    if (!loaded) {
      loaded = true;
      load();
    }
    return known.get(name);
  }

  private void load() {
    int lines = 0;
    try {
      if (!Files.isRegularFile(kept) || Files.size(kept) > LARGEST_FILE) {
        return;
      }
      for (String line : new String(Files.readAllBytes(kept), StandardCharsets.UTF_8).split("\n")) {
        lines++;
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          known.put(parts.group(6), parse(parts));
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.info("The known contents of files in {} cannot be read: {}", kept, e.toString());
    }
    if (lines > 2 * known.size()) {
      rewrite();
    }
  }

  private static Known parse(Matcher parts) {
    return new Known(
        new FileStamp(
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4)),
            Long.parseLong(parts.group(5))),
        parts.group(1));
  }

  private void rewrite() {
    StringBuilder lines = new StringBuilder();
    known.forEach((name, content) -> lines.append(line(name, content)));
    try {
      WholeFile.writeSynced(
          kept, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.debug("{} stays as it is: {}", kept, e.toString());
    }
  }

  private synchronized void keep(String name, Known content) {
    if (content.equals(known.put(name, content)) || unwritable || name.contains("\n")) {
      return;
    }
    try {
      Files.createDirectories(kept.getParent());
      // One write to the end: lines of several processes do not mix.
      Files.write(
          kept,
          line(name, content).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      unwritable = true;
      LOG.info(
          "Contents of files cannot be kept in {}: {}; they are read again.", kept, e.toString());
    }
  }

  private static String line(String name, Known content) {
    FileStamp stamp = content.stamp;
    return "%s %d %d %d %d %s\n"
        .formatted(
            content.sha256, stamp.bytes(), stamp.modified(), stamp.changed(), stamp.inode(), name);
  }
}
