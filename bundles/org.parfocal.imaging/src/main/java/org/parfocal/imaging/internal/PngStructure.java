package org.parfocal.imaging.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Checks the chunks of a PNG file, which the JDK's decoder does not: that none is damaged (PNG
 * specification, 5.3, CRC) and that the last one is there.
 */
public final class PngStructure {
  private static final int SIGNATURE = 8;
  private static final int IEND = 0x49454e44;
  private static final int BLOCK = 1 << 16;

  private PngStructure() {}

  /**
   * Checks a file.
   *
   * @throws IOException if a chunk is damaged, or the last one is missing
   */
  public static void check(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK))) {
      in.skipNBytes(SIGNATURE);
      byte[] block = new byte[BLOCK];
      int type;
      do {
        long length = Integer.toUnsignedLong(in.readInt());
        type = in.readInt();
        int crc = checksum(in, type, length, block);
        if (in.readInt() != crc) {
          throw new IOException("a part of it is damaged (wrong checksum)");
        }
      } while (type != IEND);
    }
  }

  private static int checksum(DataInputStream in, int type, long length, byte[] block)
      throws IOException {
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
