package org.parfocal.core.internal.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

/**
 * {@code embeddings.npy}: a little-endian float32 matrix in NumPy's format 1.0, one row for each
 * row of {@code predictions.csv}.
 */
public final class EmbeddingFile {
  private static final int ALIGNMENT = 64;
  private static final int PREFIX = 10;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** As {@link #header} writes it; nine digits fit an int. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\), \\} *\n");

  private EmbeddingFile() {}

  /** Writes rows of equal length. */
  public static void write(List<float[]> rows, OutputStream out) throws IOException {
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    out.write(header(rows.size(), columns));
    ByteBuffer buffer = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      buffer.clear();
      buffer.asFloatBuffer().put(row);
      out.write(buffer.array());
    }
  }

  /**
   * Reads rows again. Nothing is allocated that the file is not long enough to fill.
   *
   * @param expected what the file must be
   * @throws IOException if it is not that, or not what {@link #write} writes
   */
  static List<float[]> read(Path file, StoredFile expected) throws IOException {
    long size = Files.size(file);
    if (size != expected.bytes()) {
      throw changed(file);
    }
    Sha256 hash = new Sha256();
    try (InputStream plain = new FileInputStream(file.toFile());
        DataInputStream in = new DataInputStream(hash.reading(new BufferedInputStream(plain)))) {
      List<float[]> rows = rows(in, size);
      if (in.read() >= 0 || !hash.hex().equals(expected.sha256())) {
        throw changed(file);
      }
      return rows;
    } catch (EOFException e) {
      throw changed(file);
    }
  }

  private static List<float[]> rows(DataInputStream in, long size) throws IOException {
    byte[] prefix = in.readNBytes(PREFIX);
    if (prefix.length < PREFIX || !Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("it is not an array in NumPy's format 1.0");
    }
    int length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getShort(8) & 0xffff;
    String header = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    Matcher shape = HEADER.matcher(header);
    if (!shape.matches()) {
      throw new IOException("its header is not that of a little-endian float32 matrix");
    }
    int count = Integer.parseInt(shape.group(1));
    int columns = Integer.parseInt(shape.group(2));
    if (columns == 0 || PREFIX + length + (long) count * columns * Float.BYTES != size) {
      throw new IOException(
          "its header says %d × %d, and its length another".formatted(count, columns));
    }
    List<float[]> rows = new ArrayList<>(count);
    byte[] bytes = new byte[columns * Float.BYTES];
    for (int row = 0; row < count; row++) {
      in.readFully(bytes);
      float[] values = new float[columns];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      rows.add(values);
    }
    return rows;
  }

  private static IOException changed(Path file) {
    return new IOException(file.getFileName() + " was changed or damaged");
  }

  private static byte[] header(int rows, int columns) {
    String shape =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    int padding = ALIGNMENT - (PREFIX + shape.length() + 1) % ALIGNMENT;
    byte[] text = (shape + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(PREFIX + text.length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) text.length).put(text);
    return header.array();
  }
}
