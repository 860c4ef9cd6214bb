package org.parfocal.imaging.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.parfocal.api.Sha256;

/**
 * Hash of an {@link org.parfocal.api.ImageSource#key()}: as good as unique, and of one length.
 *
 * @param first bits of SHA-256
 * @param second bits of SHA-256
 * @param third bits of SHA-256
 * @param fourth bits of SHA-256
 */
record PixelKey(long first, long second, long third, long fourth) {
  static final int BYTES = 4 * Long.BYTES;

  static PixelKey of(String key) {
    byte[] hash = new Sha256().add(key.getBytes(StandardCharsets.UTF_8)).bytes();
    return read(ByteBuffer.wrap(hash));
  }

  static PixelKey read(ByteBuffer from) {
    return new PixelKey(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }
}
