package org.parfocal.imaging.internal;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** Looks through the scans of a JPEG stream, which decoders go through without a limit. */
final class JpegScans {
  private static final int BLOCK = 1 << 16;

  /** Scans times pixels that are decoded in a few seconds; encoders make about ten scans. */
  private static final long MOST_WORK = 2_000_000_000L;

  private JpegScans() {}

  /**
   * Counts the scans up to the end of the picture, and looks what follows it.
   *
   * @throws IOException if there are unreasonably many scans, or another picture follows
   */
  static void check(ImageInputStream in, JpegHeader header) throws IOException {
    in.seek(header.scans());
    byte[] block = new byte[BLOCK];
    int last = 0;
    int scans = 0;
    boolean ended = false;
    for (int count = in.read(block); count > 0; count = in.read(block)) {
      for (int i = 0; i < count; i++) {
        int value = block[i] & 255;
        if (ended) {
          // The end marker, then the start marker, with nothing between.
          if (header.indexed() || value != (JpegHeader.SOI >> (last == 0 ? 8 : 0) & 255)) {
            return;
          } else if (last != 0) {
            throw JpegPictures.several();
          }
        } else if (last == 0xff && value == 0xda) {
          scans++;
          if ((long) header.width() * header.height() * scans > MOST_WORK) {
            throw new UnreadException(
                "it has more than %d scans; save it anew".formatted(scans - 1));
          }
        } else if (last == 0xff && value == 0xd9) {
          ended = true;
          value = 0;
        }
        last = value;
      }
    }
  }
}
