package org.parfocal.core;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.internal.store.FolderTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the user's cache below a limit: what was not used for the longest time goes first. What was
 * used within two days stays, and so do decoded images that a process has open for writing: others
 * of this user may be running. Other files than Parfocal's own are not touched.
 *
 * @param folder the cache, which need not exist
 * @param bytes the limit
 */
public record CacheBound(Path folder, long bytes) {
  /** What was used since then may be in use. */
  static final Duration IN_USE = Duration.ofDays(2);

  private static final Logger LOG = LoggerFactory.getLogger(CacheBound.class);
  private static final String VARIABLE = "PARFOCAL_CACHE_GB";
  private static final long GIGABYTE = 1_000_000_000;
  private static final long DEFAULT_GIGABYTES = 50;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
  private static final int DEPTH = 3;

  /** By path in the cache. Decoded images are two files, which belong together. */
  private static final Pattern OWN =
      Pattern.compile(
          "pixels/[^/]+\\.(pixels|index)|embeddings/[^/]+/[^/]+\\.embeddings|dcgan/[^/]+\\.(generator|images)|scores/[^/]+\\.txt"
              + "|(embeddings/[^/]+|dcgan|scores)/[^/]+\\.tmp");

  /** What a process that was killed left half written. */
  private static final String UNFINISHED = ".tmp";

  private static final Pattern ENDING = Pattern.compile("\\.(pixels|index)$");

  /**
   * The user's: 50 GB, or so many as {@code PARFOCAL_CACHE_GB} says.
   *
   * @throws ConfigurationException if that is no number
   */
  public static CacheBound ofUser() {
    String told = System.getenv(VARIABLE);
    return new CacheBound(CacheFolder.path(), told == null ? bytes("") : bytes(told));
  }

  /** So many gigabytes as a text says, or the default of an empty one. */
  static long bytes(String gigabytes) {
    String told = gigabytes.strip();
    if (!told.isEmpty() && !NUMBER.matcher(told).matches()) {
      throw new ConfigurationException(
          "%s is '%s'; set it to a whole number of gigabytes from 1 to 999999, or unset it for %d."
              .formatted(VARIABLE, told, DEFAULT_GIGABYTES));
    }
    return GIGABYTE * (told.isEmpty() ? DEFAULT_GIGABYTES : Long.parseLong(told));
  }

  /** Files that are kept or removed together. */
  private static final class Entry {
    final List<Path> files = new ArrayList<>();
    long bytes;
    Instant used = Instant.EPOCH;
  }

  /** Bytes of Parfocal's files in the cache. */
  public long used() {
    return entries().values().stream().mapToLong(entry -> entry.bytes).sum();
  }

  /**
   * Removes what passes the limit, and what was left half written. What cannot be removed stays.
   *
   * @return bytes that were freed
   */
  public long keep(Instant now) {
    Map<Path, Entry> entries = entries();
    long over = entries.values().stream().mapToLong(entry -> entry.bytes).sum() - bytes;
    long freed = 0;
    List<Map.Entry<Path, Entry>> oldest = new ArrayList<>(entries.entrySet());
    oldest.sort(Comparator.comparing(entry -> entry.getValue().used));
    for (Map.Entry<Path, Entry> entry : oldest) {
      boolean old = entry.getValue().used.isBefore(now.minus(IN_USE));
      boolean superfluous = freed < over || entry.getKey().toString().endsWith(UNFINISHED);
      if (superfluous && old && remove(entry.getKey(), entry.getValue())) {
        freed += entry.getValue().bytes;
      }
    }
    return freed;
  }

  private Map<Path, Entry> entries() {
    Map<Path, Entry> entries = new LinkedHashMap<>();
    try {
      FolderTree.walk(
          folder,
          DEPTH,
          (path, attributes) -> {
            if (attributes.isRegularFile() && OWN.matcher(name(path)).matches()) {
              add(path, attributes, entries);
            }
            return FileVisitResult.CONTINUE;
          });
    } catch (IOException e) {
      LOG.debug("The cache {} cannot be looked through", folder, e);
    }
    return entries;
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static void add(Path file, BasicFileAttributes attributes, Map<Path, Entry> entries) {
    Path unit = Path.of(ENDING.matcher(file.toString()).replaceFirst(""));
    Entry entry = entries.computeIfAbsent(unit, key -> new Entry());
    entry.files.add(file);
    entry.bytes += attributes.size();
    Instant used = attributes.lastModifiedTime().toInstant();
    entry.used = used.isAfter(entry.used) ? used : entry.used;
  }

  private static boolean remove(Path unit, Entry entry) {
    Path lock = unit.resolveSibling(unit.getFileName() + ".lock");
    if (!Files.exists(lock)) {
      return delete(entry.files);
    }
    // The lock's own file stays: whoever waits for it must find the same one.
    try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw");
        FileLock held = tryLock(file)) {
      return held != null && delete(entry.files);
    } catch (IOException e) {
      LOG.debug("{} stays", unit, e);
      return false;
    }
  }

  private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this process has it open
    }
  }

  private static boolean delete(List<Path> files) {
    boolean all = true;
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.debug("{} stays", file, e);
        all = false;
      }
    }
    return all;
  }
}
