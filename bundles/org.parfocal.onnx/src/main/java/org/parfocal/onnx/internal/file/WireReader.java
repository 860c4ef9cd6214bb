package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads protocol buffers from a file, field by field, and steps over what nobody asks for. Every
 * length is compared with what is left of the message around it before anything is read.
 */
final class WireReader implements AutoCloseable {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int DEEPEST = 64;
  private static final int LONGEST_VARINT = 64;

  private final RandomAccessFile file;
  private final byte[] buffer = new byte[1 << 16];
  private long bufferStart;
  private int buffered;
  private long position;
  private long fieldStart;
  private long end;
  private int depth;
  private int field;
  private int wireType;

  WireReader(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    end = file.length();
  }

  /** What to do with the fields of a message. */
  interface Fields {
    /** Is called for each field; what it does not read is stepped over. */
    void field(int number) throws IOException;
  }

  /** Reads all fields of the message that this is in. */
  void fields(Fields fields) throws IOException {
    while (position < end) {
      fieldStart = position;
      long tag = rawVarint();
      field = (int) (tag >>> 3);
      wireType = (int) (tag & 7);
      if (tag >>> 32 != 0 || field == 0) {
        throw new MalformedException("it has no field at byte " + position);
      }
      long before = position;
      fields.field(field);
      if (position == before) {
        skip();
      }
    }
  }

  /** Reads the message that the field holds. */
  void message(Fields fields) throws IOException {
    long outer = end;
    long length = length();
    if (++depth > DEEPEST) {
      throw new MalformedException("its messages are nested too deep");
    }
    end = position + length;
    fields(fields);
    end = outer;
    depth--;
  }

  /** The number that the field holds. */
  long varint() throws IOException {
    require(VARINT);
    return rawVarint();
  }

  /** The numbers that the field holds: one, or several that are packed. */
  void varints(java.util.function.LongConsumer each) throws IOException {
    if (wireType == VARINT) {
      each.accept(rawVarint());
      return;
    }
    long last = length() + position;
    while (position < last) {
      each.accept(rawVarint());
    }
  }

  /**
   * The text that the field holds.
   *
   * @param longest bytes
   */
  String text(int longest) throws IOException {
    long length = length();
    if (length > longest) {
      throw new MalformedException("a name or text in it is " + length + " bytes long");
    }
    byte[] bytes = new byte[(int) length];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = next();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where the field that is being read begins, with its number. */
  long fieldStart() {
    return fieldStart;
  }

  /** Where in the file this is. */
  long position() {
    return position;
  }

  /** A part of the file as it is; this stays where it is. */
  byte[] copy(long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  /** Bytes that the field holds; they are stepped over. */
  long bytes() throws IOException {
    long length = length();
    position += length;
    return length;
  }

  private long length() throws IOException {
    require(BYTES);
    long length = rawVarint();
    if (length < 0 || length > end - position) {
      throw end == file.length()
          ? new MalformedException("it ends in the middle: it is truncated")
          : new MalformedException("a length at byte %d does not fit".formatted(position));
    }
    return length;
  }

  /** Steps over what the field holds. */
  void skip() throws IOException {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> step(Long.BYTES);
      case BYTES -> bytes();
      case FIXED32 -> step(Integer.BYTES);
      default -> throw new MalformedException("it has no field at byte " + position);
    }
  }

  private void step(int count) throws IOException {
    if (count > end - position) {
      throw new MalformedException("it ends in the middle: it is truncated");
    }
    position += count;
  }

  private void require(int type) throws MalformedException {
    if (wireType != type) {
      throw new MalformedException("field %d has another type".formatted(field));
    }
  }

  private long rawVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number at byte %d does not end".formatted(position));
  }

  private byte next() throws IOException {
    if (position >= end) {
      throw new MalformedException("it ends in the middle: it is truncated");
    }
    if (position < bufferStart || position >= bufferStart + buffered) {
      file.seek(position);
      bufferStart = position;
      buffered = Math.max(0, file.read(buffer));
      if (buffered == 0) {
        throw new MalformedException("it became shorter while it was read");
      }
    }
    return buffer[(int) (position++ - bufferStart)];
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
