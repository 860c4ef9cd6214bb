package org.parfocal.imaging.internal;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/**
 * Checks the chunks of a PNG file for what the JDK's decoder does not see: that none is damaged
 * (PNG specification, 5.3, CRC), that the last one is there, that there is one picture, and that
 * the decoder knows its kind of transparency.
 */
final class PngStructure {
  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454e44;
  private static final int TRNS = 0x74524e53;

  /** Animation control, of APNG. */
  private static final int ACTL = 0x6163544c;

  private static final int BLOCK = 1 << 16;

  private final ImageInputStream in;
  private final byte[] block = new byte[BLOCK];
  private boolean fewGreys;

  private PngStructure(ImageInputStream in) {
    this.in = in;
  }

  /**
   * Checks a file.
   *
   * @param in at its start
   * @throws IOException if a chunk is damaged, the last one is missing, or there are several
   *     pictures
   */
  static void check(ImageInputStream in) throws IOException {
    in.skipBytes(SIGNATURE);
    new PngStructure(in).chunks();
  }

  private void chunks() throws IOException {
    int type;
    do {
      long length = in.readUnsignedInt();
      type = in.readInt();
      int crc = checksum(type, length);
      if (in.readInt() != crc) {
        throw new IOException("a part of it is damaged (wrong checksum)");
      }
      // The start of the chunk's data is still there: these are shorter than a block.
      if (type == IHDR) {
        fewGreys = (block[8] == 2 || block[8] == 4) && block[9] == 0;
      } else if (type == ACTL && (block[0] | block[1] | block[2] | block[3] - 1) != 0) {
        throw new UnreadException(
            "it is an animation; save the picture that is meant as a PNG of its own");
      } else if (type == TRNS && fewGreys) {
        throw new UnreadException(
            "it has a transparent grey of 2 or 4 bits, which is not read; save it with 8 bits");
      }
    } while (type != IEND);
  }

  private int checksum(int type, long length) throws IOException {
    CRC32 crc = new CRC32();
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(type >>> shift);
    }
    for (long left = length; left > 0; ) {
      int count = in.read(block, 0, (int) Math.min(left, block.length));
      if (count < 0) {
        throw new EOFException();
      }
      crc.update(block, 0, count);
      left -= count;
    }
    return (int) crc.getValue();
  }
}
