package org.parfocal.imaging.internal;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** The index of a JPEG file that holds several pictures (CIPA DC-007, Multi-Picture Format). */
final class JpegPictures {
  private static final int ENTRIES = 0xb002;
  private static final int ENTRY_BYTES = 16;
  private static final int MOST_BYTES = ENTRY_BYTES << 10;
  private static final int THUMBNAIL = 1;

  private JpegPictures() {}

  /**
   * Cameras add previews of the same picture, which are no pictures of their own.
   *
   * @param index begins as a TIFF file does
   * @throws IOException if the file holds another picture
   */
  static void refuseSeveral(byte[] index) throws IOException {
    ImageInputStream in = new BytesStream(index);
    byte[] entries = TiffDirectory.read(in, TiffDirectory.firstOf(in)).bytes(ENTRIES, MOST_BYTES);
    int first = index[0] == 'I' ? 2 : 1; // of the bytes of an entry's attributes: the kind's
    for (int at = ENTRY_BYTES; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
      if (entries[at + first] != THUMBNAIL) {
        throw several();
      }
    }
  }

  static UnreadException several() {
    return new UnreadException(
        "it holds several pictures; save the one that is meant to a file of its own");
  }
}
