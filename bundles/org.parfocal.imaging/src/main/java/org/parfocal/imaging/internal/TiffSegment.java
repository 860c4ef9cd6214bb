package org.parfocal.imaging.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the rows of one strip or tile, from the top, one at a time: however much a segment
 * declares or expands to, only a row of it is held.
 */
final class TiffSegment implements AutoCloseable {
  private final TiffLayout layout;
  private final boolean lowByteFirst;
  private final InputStream[] planes;
  private final byte[] row;

  /**
   * Opens a segment.
   *
   * @param index among those of the first plane
   */
  TiffSegment(ImageInputStream in, TiffLayout layout, int index) throws IOException {
    this.layout = layout;
    lowByteFirst = in.getByteOrder() == ByteOrder.LITTLE_ENDIAN;
    planes = new InputStream[layout.planar() ? layout.samples() : 1];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = open(in, layout, index + plane * layout.across() * layout.down());
    }
    int perRow = layout.segmentWidth() * samplesOfPlane();
    row = new byte[(int) (((long) perRow * layout.bits() + 7) / 8)];
  }

  private static InputStream open(ImageInputStream in, TiffLayout layout, int index)
      throws IOException {
    InputStream stored =
        new StoredBytes(in, layout.offsets()[index], layout.lengths()[index], layout.reversed());
    return switch (layout.compression()) {
      case TiffCompression.LZW -> new LzwStream(stored);
      case TiffCompression.PACK_BITS -> new PackBitsStream(stored);
      case TiffCompression.NONE -> stored;
      default -> new InflaterInputStream(stored);
    };
  }

  private int samplesOfPlane() {
    return layout.planar() ? 1 : layout.samples();
  }

  /** Passes over rows. */
  void skip(int rows) throws IOException {
    for (int i = 0; i < rows; i++) {
      for (InputStream plane : planes) {
        fill(plane);
      }
    }
  }

  /** The next row's bytes, of a picture that is not planar; good until the next call. */
  byte[] bytes() throws IOException {
    fill(planes[0]);
    return row;
  }

  /** The next row's values, all samples of a pixel together. */
  void values(int[] values) throws IOException {
    int step = layout.planar() ? layout.samples() : 1;
    int count = layout.segmentWidth() * samplesOfPlane();
    for (int plane = 0; plane < planes.length; plane++) {
      fill(planes[plane]);
      int bits = layout.bits();
      for (int i = 0, to = plane; i < count; i++, to += step) {
        values[to] =
            bits == 8 ? row[i] & 255 : bits == 16 ? deep(2 * i) : packed((long) i * bits, bits);
      }
    }
  }

  private void fill(InputStream plane) throws IOException {
    if (plane.readNBytes(row, 0, row.length) < row.length) {
      throw new EOFException();
    }
    if (layout.differences()) {
      int back = samplesOfPlane();
      for (int i = back; i < row.length; i++) {
        row[i] += row[i - back];
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (InputStream plane : planes) {
      plane.close();
    }
  }

  private int deep(int at) {
    int first = row[at] & 255;
    int second = row[at + 1] & 255;
    return lowByteFirst ? second << 8 | first : first << 8 | second;
  }

  /** Samples follow each other without gaps, the highest bit first. */
  private int packed(long bit, int bits) {
    int at = (int) (bit >> 3);
    int window = 0;
    for (int i = 0; i < 3; i++) {
      window = window << 8 | (at + i < row.length ? row[at + i] & 255 : 0);
    }
    return window >> 24 - bits - (int) (bit & 7) & (1 << bits) - 1;
  }

  /** A part of the file, whatever else moves the stream meanwhile. */
  private static final class StoredBytes extends InputStream {
    private final ImageInputStream in;
    private final boolean reversed;
    private final long end;
    private final byte[] block = new byte[1 << 13];
    private long position;
    private int used;
    private int filled;

    StoredBytes(ImageInputStream in, long offset, long length, boolean reversed) {
      this.in = in;
      this.reversed = reversed;
      position = offset;
      end = offset + length;
    }

    private boolean more() throws IOException {
      if (used == filled) {
        in.seek(position);
        filled = in.read(block, 0, (int) Math.max(0, Math.min(block.length, end - position)));
        used = 0;
        if (filled <= 0) {
          filled = 0;
          return false;
        }
        position += filled;
        for (int i = 0; reversed && i < filled; i++) {
          block[i] = (byte) (Integer.reverse(block[i]) >>> 24);
        }
      }
      return true;
    }

    @Override
    public int read() throws IOException {
      return more() ? block[used++] & 255 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int count = Math.min(length, filled - used);
      System.arraycopy(block, used, bytes, offset, count);
      used += count;
      return count;
    }
  }
}
