package org.parfocal.dataset.breakhis.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar archive, no more than were allowed: the headers of one entry (long names, PAX)
 * may be said to have gigabytes, and are read into memory before anybody can look at them.
 */
final class BoundedHeaders extends FilterInputStream {
  private static final long LARGEST_HEADERS = 1 << 16;

  private long left = LARGEST_HEADERS;

  BoundedHeaders(InputStream archive) {
    super(archive);
  }

  /** Called with each entry that was found, before the next is looked for. */
  void allow(long content) {
    left = content + LARGEST_HEADERS;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(read);
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = super.skip(Math.min(length, Math.max(left, 0) + 1));
    count(skipped);
    return skipped;
  }

  private void count(long read) throws IOException {
    left -= Math.max(0, read);
    if (left < 0) {
      throw new IOException(
          "the headers of an entry have more than %d bytes".formatted(LARGEST_HEADERS));
    }
  }
}
