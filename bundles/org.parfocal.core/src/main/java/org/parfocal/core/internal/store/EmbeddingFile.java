package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code embeddings.npy}: a little-endian float32 matrix in NumPy's format 1.0, one row for each
 * row of {@code predictions.csv}.
 */
public final class EmbeddingFile {
  private static final int ALIGNMENT = 64;
  private static final int PREFIX = 10;

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

  private static byte[] header(int rows, int columns) {
    String shape =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    int padding = ALIGNMENT - (PREFIX + shape.length() + 1) % ALIGNMENT;
    byte[] text = (shape + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(PREFIX + text.length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    return header.array();
  }
}
