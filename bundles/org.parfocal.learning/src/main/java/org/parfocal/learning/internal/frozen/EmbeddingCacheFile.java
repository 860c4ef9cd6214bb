package org.parfocal.learning.internal.frozen;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Images' contents with their embeddings, as bytes: {@code PFE1}, dimensions, count, then for each
 * the length and UTF-8 bytes of its content's name, and the floats, then the CRC-32C of all of it.
 * Big-endian.
 */
final class EmbeddingCacheFile {
  private static final int MAGIC = 0x50464531;
  private static final int HEAD = 12;
  private static final int TAIL = 8;

  private EmbeddingCacheFile() {}

  /** Encodes embeddings of one length, at least one. */
  static ByteBuffer encode(Map<String, float[]> embeddings) {
    int dimensions = embeddings.values().iterator().next().length;
    Map<byte[], float[]> records = new LinkedHashMap<>();
    embeddings.forEach((key, row) -> records.put(key.getBytes(StandardCharsets.UTF_8), row));
    int length = HEAD + TAIL;
    for (byte[] key : records.keySet()) {
      length = Math.addExact(length, 4 + key.length + 4 * dimensions);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.putInt(MAGIC).putInt(dimensions).putInt(records.size());
    records.forEach(
        (key, row) -> {
          bytes.putInt(key.length).put(key);
          for (float value : row) {
            bytes.putFloat(value);
          }
        });
    return bytes.putLong(checksum(bytes, bytes.position())).flip();
  }

  /**
   * Decodes what {@link #encode} made.
   *
   * @throws IOException if it is anything else
   */
  static Map<String, float[]> decode(ByteBuffer bytes) throws IOException {
    int end = bytes.limit() - TAIL;
    if (end < HEAD || bytes.getLong(end) != checksum(bytes, end)) {
      throw new IOException("wrong checksum");
    }
    if (bytes.getInt() != MAGIC) {
      throw new IOException("not a file of embeddings");
    }
    try {
      int dimensions = bytes.getInt();
      int count = bytes.getInt();
      Map<String, float[]> embeddings = new LinkedHashMap<>();
      for (int record = 0; record < count; record++) {
        byte[] key = new byte[bounded(bytes.getInt(), 1, bytes)];
        bytes.get(key);
        float[] row = new float[bounded(dimensions, Float.BYTES, bytes)];
        for (int k = 0; k < row.length; k++) {
          row[k] = bytes.getFloat();
        }
        embeddings.put(new String(key, StandardCharsets.UTF_8), row);
      }
      return embeddings;
    } catch (BufferUnderflowException e) {
      throw new IOException("wrong length", e);
    }
  }

  private static int bounded(int count, int size, ByteBuffer bytes) throws IOException {
    if (count < 0 || (long) count * size > bytes.remaining()) {
      throw new IOException("wrong length");
    }
    return count;
  }

  private static long checksum(ByteBuffer bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, length);
    return crc.getValue();
  }
}
