package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file that records what the slots hold: a header, then records of one length, each
 * with its own checksum. Reading stops at the first record that is not whole, which is what a
 * killed process leaves.
 */
final class PixelIndex implements AutoCloseable {
  private static final long MAGIC = 0x5046_5049_5845_4c32L; // PFPIXEL2
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int RECORD = 2 * Digest.BYTES + 3 * Integer.BYTES;

  private final @Nullable RandomAccessFile writer;
  private final List<Record> records;
  private final boolean damaged;

  /** One image: its key, the digest of its pixels, its slot, and the CRC32C of the pixels there. */
  record Record(Digest key, Digest content, int slot, int checksum) {}

  /**
   * Reads an index, and repairs it if it is writable.
   *
   * @param slotBytes length of a slot; an index of another length, or of an earlier form, counts as
   *     damaged
   * @param slots how many slots there are; records of others count as damaged
   */
  PixelIndex(Path path, int slotBytes, long slots, boolean writable) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.exists(path) ? Files.readAllBytes(path) : new byte[0]);
    boolean fresh = bytes.remaining() == 0;
    boolean good =
        bytes.remaining() >= HEADER && bytes.getLong() == MAGIC && bytes.getInt() == slotBytes;
    records = good ? records(bytes, slots) : List.of();
    damaged = !fresh && (!good || bytes.hasRemaining());
    writer = writable ? new RandomAccessFile(path.toFile(), "rw") : null;
    if (writer != null) {
      writer.setLength(good ? HEADER + (long) records.size() * RECORD : 0);
      if (!good) {
        writer.write(ByteBuffer.allocate(HEADER).putLong(MAGIC).putInt(slotBytes).array());
      }
      writer.seek(writer.length());
    }
  }

  private static List<Record> records(ByteBuffer bytes, long slots) {
    List<Record> records = new ArrayList<>();
    while (bytes.remaining() >= RECORD) {
      ByteBuffer one = bytes.slice(bytes.position(), RECORD);
      Record record = new Record(Digest.read(one), Digest.read(one), one.getInt(), one.getInt());
      boolean whole = one.getInt() == checksum(one.array(), one.arrayOffset());
      if (!whole || record.slot < 0 || record.slot >= slots) {
        break;
      }
      records.add(record);
      bytes.position(bytes.position() + RECORD);
    }
    return records;
  }

  private static int checksum(byte[] bytes, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, RECORD - Integer.BYTES);
    return (int) crc.getValue();
  }

  /** What was read, in the order in which it was written. */
  List<Record> records() {
    return records;
  }

  /** Whether something could not be read. */
  boolean damaged() {
    return damaged;
  }

  /** Adds a record. */
  void append(Record record) throws IOException {
    if (writer == null) {
      throw new IOException("opened for reading");
    }
    ByteBuffer bytes = ByteBuffer.allocate(RECORD);
    record.key.write(bytes);
    record.content.write(bytes);
    bytes.putInt(record.slot).putInt(record.checksum);
    bytes.putInt(checksum(bytes.array(), 0));
    writer.write(bytes.array());
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
