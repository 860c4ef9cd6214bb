package org.parfocal.imaging.internal;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** Bytes in memory, and after them, where there is one, what another stream holds. */
final class BytesStream extends ImageInputStreamImpl {
  private final byte[] head;
  private final @Nullable ImageInputStream rest;
  private final long restAt;
  private final long restEnd;

  BytesStream(byte[] bytes) {
    this(bytes, null, 0, 0);
  }

  /**
   * Joins two.
   *
   * @param rest is moved, and not closed
   * @param restAt where in it the rest begins
   * @param restEnd before what place in it the rest ends, if it is that long
   */
  BytesStream(byte[] head, @Nullable ImageInputStream rest, long restAt, long restEnd) {
    this.head = head;
    this.rest = rest;
    this.restAt = restAt;
    this.restEnd = restEnd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    bitOffset = 0;
    int count = length;
    if (streamPos < head.length) {
      count = (int) Math.min(length, head.length - streamPos);
      System.arraycopy(head, (int) streamPos, bytes, offset, count);
    } else if (length > 0) {
      long at = restAt + streamPos - head.length;
      if (rest == null || at >= restEnd) {
        return -1;
      }
      rest.seek(at);
      count = rest.read(bytes, offset, (int) Math.min(length, restEnd - at));
    }
    streamPos += Math.max(0, count);
    return count;
  }

  @Override
  public long length() {
    return head.length + Math.max(0, restEnd - restAt);
  }
}
