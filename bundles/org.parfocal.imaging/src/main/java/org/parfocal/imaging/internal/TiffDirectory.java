package org.parfocal.imaging.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one picture in a TIFF file (TIFF 6.0, section 2). Values are read when they are
 * asked for, and no more of them than are asked for.
 */
final class TiffDirectory {
  private static final int MOST_FIELDS = 4096;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int SUB_DIRECTORY = 13;

  private final ImageInputStream in;
  private final Map<Integer, Field> fields = new HashMap<>();
  private final long next;

  /** Where a field's values stand. */
  private record Field(int type, long count, long at) {}

  private TiffDirectory(ImageInputStream in, long at) throws IOException {
    this.in = in;
    in.seek(at);
    int count = in.readUnsignedShort();
    if (count > MOST_FIELDS) {
      throw new IOException("its list of fields is damaged");
    }
    for (int i = 0; i < count; i++) {
      int tag = in.readUnsignedShort();
      int type = in.readUnsignedShort();
      long values = in.readUnsignedInt();
      long here = in.getStreamPosition();
      long offset = in.readUnsignedInt();
      fields.putIfAbsent(tag, new Field(type, values, values * size(type) <= 4 ? here : offset));
    }
    next = in.readUnsignedInt();
  }

  /** Reads the directory at a place of a file whose byte order {@link #firstOf} has set. */
  static TiffDirectory read(ImageInputStream in, long at) throws IOException {
    return new TiffDirectory(in, at);
  }

  /**
   * Reads the head of a file, sets the stream's byte order, and gives the first directory's place.
   */
  static long firstOf(ImageInputStream in) throws IOException {
    in.seek(0);
    in.setByteOrder(in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(4);
    return in.readUnsignedInt();
  }

  private static int size(int type) {
    return switch (type) {
      case SHORT, 8 -> 2;
      case LONG, 9, 11, SUB_DIRECTORY -> 4;
      case 5, 10, 12 -> 8;
      default -> 1;
    };
  }

  /** Where the next directory stands; 0 after the last one. */
  long next() {
    return next;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** How many values a field has; 0 without it. */
  long count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count;
  }

  /** The first value of a field. */
  int number(int tag, int otherwise) throws IOException {
    if (count(tag) == 0) {
      return otherwise;
    }
    long value = numbers(tag, 1)[0];
    if (value > Integer.MAX_VALUE) {
      throw new IOException("its field %d is out of range".formatted(tag));
    }
    return (int) value;
  }

  /** The first values of a field of whole numbers. */
  long[] numbers(int tag, int count) throws IOException {
    Field field = fields.get(tag);
    if (field == null || field.count < count) {
      throw new IOException("its field %d is missing or too short".formatted(tag));
    }
    int size = size(field.type);
    boolean whole = field.type == BYTE || field.type == SHORT || field.type == LONG;
    if (!whole && field.type != SUB_DIRECTORY) {
      throw new IOException("its field %d is not of whole numbers".formatted(tag));
    }
    if (in.length() >= 0 && field.at + (long) count * size > in.length()) {
      throw new EOFException();
    }
    in.seek(field.at);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          size == 1
              ? in.readUnsignedByte()
              : size == 2 ? in.readUnsignedShort() : in.readUnsignedInt();
    }
    return values;
  }

  /** The bytes of a field; none without it. */
  byte[] bytes(int tag, int most) throws IOException {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) Math.min(most, field.count)];
    in.seek(field.at);
    in.readFully(bytes);
    return bytes;
  }

  /** The text of a field; null without it. */
  @Nullable String text(int tag, int most) throws IOException {
    return has(tag) ? new String(bytes(tag, most), StandardCharsets.UTF_8) : null;
  }
}
