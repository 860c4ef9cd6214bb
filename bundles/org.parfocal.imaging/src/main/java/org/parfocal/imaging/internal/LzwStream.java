package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.InputStream;

/**
 * Expands LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first,
 * which become longer one code early.
 */
final class LzwStream extends InputStream {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int CODES = 4096;

  private final InputStream in;
  private final int[] prefix = new int[CODES];
  private final byte[] suffix = new byte[CODES];
  private final byte[] string = new byte[CODES + 1];
  private int start = string.length;
  private int width = 9;
  private int next = END + 1;
  private int previous = -1;
  private int first;
  private int window;
  private int bits;
  private boolean ended;

  LzwStream(InputStream in) {
    this.in = in;
    for (int i = 0; i < CLEAR; i++) {
      suffix[i] = (byte) i;
      prefix[i] = -1;
    }
  }

  @Override
  public int read() throws IOException {
    return start < string.length || expand() ? string[start++] & 255 : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && (start < string.length || expand())) {
      int count = Math.min(length - done, string.length - start);
      System.arraycopy(string, start, bytes, offset + done, count);
      start += count;
      done += count;
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Puts the string of the next code at the end of {@link #string}. */
  private boolean expand() throws IOException {
    int code = ended ? END : code();
    while (code == CLEAR) {
      width = 9;
      next = END + 1;
      previous = -1;
      code = code();
    }
    if (code == END) {
      ended = true;
      return false;
    }
    if (code > next || (code == next && previous < 0) || (code > END && previous < 0)) {
      throw new UnreadException(
          "its LZW data are damaged, or of the form before TIFF 5; save it anew");
    }
    start = string.length;
    int at = code;
    if (code == next) {
      string[--start] = (byte) first;
      at = previous;
    }
    for (; at >= 0; at = prefix[at]) {
      string[--start] = suffix[at];
    }
    first = string[start] & 255;
    if (previous >= 0 && next < CODES) {
      prefix[next] = previous;
      suffix[next] = (byte) first;
      next++;
      if (next + 1 >= 1 << width && width < 12) {
        width++;
      }
    }
    previous = code;
    return true;
  }

  private int code() throws IOException {
    while (bits < width) {
      int value = in.read();
      if (value < 0) {
        return END;
      }
      window = window << 8 | value;
      bits += 8;
    }
    bits -= width;
    return window >>> bits & (1 << width) - 1;
  }
}
