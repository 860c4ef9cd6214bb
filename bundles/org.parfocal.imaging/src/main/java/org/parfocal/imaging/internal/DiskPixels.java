package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoded images on disk: {@code NAME.pixels}, {@code NAME.index} and {@code NAME.lock}.
 *
 * <p>The process that holds the lock adds images; others read those that were there when they
 * began. Nothing written is ever changed, so nobody reads half an image. Every image read is
 * checked against its checksum; a damaged one is dropped and added again.
 */
final class DiskPixels implements PixelStore {
  private static final Logger LOG = LoggerFactory.getLogger(DiskPixels.class);

  private final Path name;
  private final int slotBytes;
  private final @Nullable RandomAccessFile lock;
  private final PixelIndex index;
  private final PixelSlots slots;
  private final Map<Digest, Entry> entries = new ConcurrentHashMap<>();
  private int nextSlot;
  private boolean writable;
  private boolean toldOfDamage;

  private record Entry(Digest content, int slot, int checksum) {}

  /**
   * Opens a cache.
   *
   * @param name path of the files without their endings
   * @param slotBytes length of every image
   * @throws IOException if it can neither be written nor read
   */
  DiskPixels(Path name, int slotBytes) throws IOException {
    this.name = name;
    this.slotBytes = slotBytes;
    RandomAccessFile taken = null;
    IOException readOnly = null;
    try {
      Files.createDirectories(Objects.requireNonNull(name.getParent()));
      taken = lock(file("lock"));
    } catch (IOException e) {
      readOnly = e;
    }
    if (readOnly != null && !Files.isReadable(file("index"))) {
      throw readOnly;
    }
    lock = taken;
    writable = taken != null;
    try {
      Path pixels = file("pixels");
      long whole = Files.exists(pixels) ? Files.size(pixels) / slotBytes : 0;
      index = new PixelIndex(file("index"), slotBytes, whole, writable);
      if (writable && whole > 0 && index.records().isEmpty()) {
        Files.deleteIfExists(pixels);
        whole = 0;
      }
      slots = new PixelSlots(pixels, slotBytes, writable);
      load(whole);
    } catch (IOException e) {
      if (taken != null) {
        taken.close();
      }
      throw e;
    }
    CacheFolder.used(file("index"));
    if (readOnly != null) {
      LOG.warn(
          "The image cache {} can only be read: {}; new images are decoded each time.",
          name,
          Reasons.of(readOnly));
    } else if (taken == null) {
      LOG.info("Another process fills the image cache {}; it is only read here.", name);
    }
  }

  private static @Nullable RandomAccessFile lock(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    FileLock held;
    try {
      held = file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      held = null; // another framework in this JVM
    } catch (IOException e) {
      file.close();
      throw e;
    }
    if (held == null) {
      file.close();
      return null;
    }
    return file;
  }

  private Path file(String ending) {
    return name.resolveSibling(name.getFileName() + "." + ending);
  }

  private void load(long whole) {
    for (PixelIndex.Record record : index.records()) {
      // A record may follow one of the same key whose pixels turned out to be damaged.
      entries.put(record.key(), new Entry(record.content(), record.slot(), record.checksum()));
      nextSlot = Math.max(nextSlot, record.slot() + 1);
    }
    if (index.damaged()) {
      // Other processes may still read slots whose records were lost here.
      nextSlot = (int) Math.min(whole, Integer.MAX_VALUE);
      tellOfDamage();
    }
  }

  private synchronized void tellOfDamage() {
    if (!toldOfDamage) {
      toldOfDamage = true;
      LOG.warn(
          "Part of the image cache {} is damaged, or in an older format; those images are decoded again.",
          name);
    }
  }

  @Override
  public @Nullable Digest read(Digest key, byte[] target, int offset) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    try {
      slots.read(entry.slot, target, offset);
      if (checksum(target, offset) == entry.checksum) {
        return entry.content;
      }
    } catch (IOException e) {
      LOG.debug("Image cache {}: {}", name, Reasons.of(e), e);
    }
    entries.remove(key, entry);
    tellOfDamage();
    return null;
  }

  @Override
  public @Nullable Digest content(Digest key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.content;
  }

  private int checksum(byte[] bytes, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, slotBytes);
    return (int) crc.getValue();
  }

  @Override
  public synchronized boolean write(Digest key, Digest content, byte[] pixels) {
    if (!writable || entries.containsKey(key)) {
      return entries.containsKey(key);
    }
    try {
      int checksum = checksum(pixels, 0);
      slots.write(nextSlot, pixels);
      index.append(new PixelIndex.Record(key, content, nextSlot, checksum));
      entries.put(key, new Entry(content, nextSlot++, checksum));
      return true;
    } catch (IOException e) {
      writable = false;
      LOG.warn(
          "The image cache {} cannot grow: {}; new images are decoded each time.",
          name,
          Reasons.of(e));
      return false;
    }
  }

  @Override
  public synchronized void close() {
    writable = false;
    entries.clear();
    try (index;
        slots;
        RandomAccessFile held = lock) {
      LOG.debug("Image cache {} closed, lock {}.", name, held != null);
    } catch (IOException e) {
      LOG.warn("The image cache {} was not closed cleanly: {}.", name, Reasons.of(e));
    }
  }
}
