package org.parfocal.imaging.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Expands PackBits (TIFF 6.0, section 9): runs of bytes, and runs of one byte. */
final class PackBitsStream extends InputStream {
  private final InputStream in;
  private int left;
  private int repeated = -1;

  PackBitsStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    while (left == 0) {
      int head = in.read();
      if (head < 0) {
        return -1;
      }
      if (head != 128) {
        left = head < 128 ? head + 1 : 257 - head;
        repeated = head < 128 ? -1 : next();
      }
    }
    left--;
    return repeated >= 0 ? repeated : next();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int value = read();
      if (value < 0) {
        break;
      }
      bytes[offset + done++] = (byte) value;
      int count = Math.min(left, length - done);
      if (repeated >= 0) {
        Arrays.fill(bytes, offset + done, offset + done + count, (byte) repeated);
      } else if (in.readNBytes(bytes, offset + done, count) < count) {
        throw new EOFException();
      }
      left -= count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }
}
