package org.parfocal.imaging.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.parfocal.api.Sha256;

/**
 * SHA-256 of an image's {@link org.parfocal.api.ImageSource#key()}, or of its square pixels: as
 * good as unique, and of one length.
 *
 * @param first bits of SHA-256
 * @param second bits of SHA-256
 * @param third bits of SHA-256
 * @param fourth bits of SHA-256
 */
record Digest(long first, long second, long third, long fourth) {
  static final int BYTES = 4 * Long.BYTES;

  /** Of a text's UTF-8 form. */
  static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Digest of(byte[] bytes) {
    return read(ByteBuffer.wrap(new Sha256().add(bytes).bytes()));
  }

  static Digest read(ByteBuffer from) {
    return new Digest(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  /** In lower-case hexadecimal. */
  String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    write(bytes);
    return HexFormat.of().formatHex(bytes.array());
  }
}
