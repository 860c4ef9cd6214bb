package org.parfocal.dataset.features.internal;

import io.jhdf.object.datatype.FloatingPoint;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.DatasetException;

/**
 * An array in NumPy's format, versions 1 to 3 (NEP 1): floating-point numbers of 2, 4 or 8 bytes of
 * either byte order, two dimensions in C order, or one dimension for a single vector.
 */
final class NpyFile {
  private static final int MAGIC = 6;
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int ROWS_AT_ONCE = 1024;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  private final Path file;

  private NpyFile(Path file) {
    this.file = file;
  }

  static Vectors read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return new NpyFile(file).read(in, Files.size(file));
    }
  }

  private Vectors read(DataInputStream in, long bytes) throws IOException {
    byte[] prefix = in.readNBytes(MAGIC + 2);
    int version = prefix.length < MAGIC + 2 ? 0 : prefix[MAGIC];
    if (version < 1 || version > 3) {
      throw fault("is of no version of NumPy's format that is read");
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    ByteBuffer number = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
    if (size.length < (version == 1 ? 2 : 4)) {
      throw fault("is truncated");
    }
    long length = version == 1 ? number.getShort() & 0xffff : number.getInt() & 0xffffffffL;
    if (length > LONGEST_HEADER) {
      throw fault("has a header of " + length + " bytes");
    }
    byte[] text = in.readNBytes((int) length);
    String header = new String(text, StandardCharsets.UTF_8);
    String type = only(TYPE, header);
    int width = width(type);
    if (only(ORDER, header).equals("True")) {
      throw fault(
          "is in Fortran order; save it with np.save(file, np.ascontiguousarray(array)), row by row");
    }
    int[] shape = shape(only(SHAPE, header));
    long expected = MAGIC + 2 + size.length + length + (long) shape[0] * shape[1] * width;
    if (expected != bytes) {
      throw fault(
          "%s: its header says %d × %d numbers, which take %d bytes, and it has %d"
              .formatted(
                  bytes < expected ? "is truncated" : "has bytes at its end",
                  shape[0],
                  shape[1],
                  expected,
                  bytes));
    }
    return new Vectors(numbers(in, type, width, shape), shape[0], shape[1], "");
  }

  private float[] numbers(DataInputStream in, String type, int width, int[] shape)
      throws IOException {
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    float[] values = new float[Math.multiplyExact(shape[0], shape[1])];
    byte[] bytes = new byte[Math.min(shape[0], ROWS_AT_ONCE) * shape[1] * width];
    for (int done = 0; done < values.length; ) {
      int count = Math.min(bytes.length / width, values.length - done);
      in.readFully(bytes, 0, count * width);
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
      for (int index = 0; index < count; index++) {
        values[done + index] =
            switch (width) {
              case 2 -> FloatingPoint.toFloat(buffer.getShort());
              case 4 -> buffer.getFloat();
              default -> (float) buffer.getDouble();
            };
      }
      done += count;
    }
    return values;
  }

  private int width(String type) {
    return switch (type) {
      case "<f2", ">f2" -> 2;
      case "<f4", ">f4" -> 4;
      case "<f8", ">f8" -> 8;
      default ->
          throw fault(
              type.contains("O")
                  ? "holds Python objects, which are not read because they may run code; save the array as float32"
                  : "holds numbers of the type '%s'; save it with array.astype(np.float32)"
                      .formatted(type));
    };
  }

  private int[] shape(String written) {
    int[] shape;
    try {
      shape =
          Pattern.compile(",")
              .splitAsStream(written)
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
    } catch (NumberFormatException e) {
      throw fault("has the shape (" + written + ")");
    }
    return VectorShape.of(file, shape);
  }

  private String only(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw fault(
          header.contains("'descr'") && pattern == TYPE
              ? "holds records of several values; save one array of float32"
              : "has a damaged header");
    }
    return matcher.group(1);
  }

  private DatasetException fault(String what) {
    return new DatasetException("The array in %s %s.".formatted(file, what));
  }
}
