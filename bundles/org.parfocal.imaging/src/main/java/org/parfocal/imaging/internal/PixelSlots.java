package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A file of equally long slots. The pixels stay in the system's page cache, which processes share,
 * and out of the heap.
 *
 * <p>Not a memory map: where somebody cuts a mapped file off, or the disk fails, the JVM reads
 * zeros and throws an error somewhere later. Not a channel: interrupting a thread, by which studies
 * are stopped, closes it.
 */
final class PixelSlots implements AutoCloseable {
  private final Path path;
  private final int slotBytes;
  private final @Nullable RandomAccessFile writer;
  private final Queue<RandomAccessFile> readers = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Opens a file, which is made if {@code writable} and not there. */
  PixelSlots(Path path, int slotBytes, boolean writable) throws IOException {
    this.path = path;
    this.slotBytes = slotBytes;
    writer = writable ? new RandomAccessFile(path.toFile(), "rw") : null;
  }

  /** Copies a slot out. */
  void read(int slot, byte[] target, int offset) throws IOException {
    RandomAccessFile free = readers.poll();
    RandomAccessFile reader = free != null ? free : new RandomAccessFile(path.toFile(), "r");
    try {
      reader.seek((long) slot * slotBytes);
      reader.readFully(target, offset, slotBytes);
    } finally {
      if (closed) {
        reader.close();
      } else {
        readers.add(reader);
      }
    }
  }

  /** Writes a slot. */
  synchronized void write(int slot, byte[] pixels) throws IOException {
    if (writer == null) {
      throw new IOException("opened for reading");
    }
    writer.seek((long) slot * slotBytes);
    writer.write(pixels, 0, slotBytes);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (RandomAccessFile reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
