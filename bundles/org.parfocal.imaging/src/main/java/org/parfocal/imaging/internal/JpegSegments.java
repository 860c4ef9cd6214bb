package org.parfocal.imaging.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The marker segments before the first scan of a JPEG stream, read one after the other. */
final class JpegSegments {
  private static final int EOI = 0xffd9;
  private static final int SOS = 0xffda;
  private static final int COM = 0xfffe;
  private static final int PROGRESSIVE = 0xffc2;
  private static final int PROGRESSIVE_ARITHMETIC = 0xffca;
  private static final int MOST_SEGMENTS = 10_000;
  private static final int MOST_TABLES = 1 << 20;
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PICTURES = "MPF\0".getBytes(StandardCharsets.US_ASCII);

  private final ImageInputStream in;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int width;
  private int height;
  private boolean progressive;
  private int @Nullable [] components;
  private boolean jfif;
  private int adobe = -1;
  private boolean indexed;
  private long scans;

  private JpegSegments(ImageInputStream in) {
    this.in = in;
  }

  /** Reads those of a stream, from where it stands. */
  static JpegSegments of(ImageInputStream in) throws IOException {
    JpegSegments segments = new JpegSegments(in);
    segments.read();
    return segments;
  }

  /** What they say of the picture. */
  JpegHeader header() throws IOException {
    int[] known = components;
    if (known == null) {
      throw new IOException("it has no frame header");
    }
    return new JpegHeader(width, height, progressive, known, jfif, adobe, indexed, tables(), scans);
  }

  /** The frame header and the tables. */
  byte[] tables() {
    return kept.toByteArray();
  }

  private void read() throws IOException {
    if (in.readUnsignedShort() != JpegHeader.SOI) {
      throw new IOException("it does not begin as a JPEG stream");
    }
    for (int count = 0; ; count++) {
      int marker = marker();
      if (marker == SOS || marker == EOI) {
        scans = in.getStreamPosition() - 2;
        return;
      }
      int length = in.readUnsignedShort() - 2;
      if (length < 0 || count > MOST_SEGMENTS || kept.size() > MOST_TABLES) {
        throw new IOException("its header is damaged");
      }
      segment(marker, length);
    }
  }

  private int marker() throws IOException {
    int marker = in.readUnsignedShort();
    while (marker == 0xffff) { // fill bytes
      marker = 0xff00 | in.readUnsignedByte();
    }
    if (marker < 0xffc0) {
      throw new IOException("its header is damaged");
    }
    return marker;
  }

  private void segment(int marker, int length) throws IOException {
    byte[] data = new byte[length];
    in.readFully(data);
    if (marker == 0xffe0) {
      jfif |= starts(data, JFIF) && length >= 14;
    } else if (marker == 0xffee && starts(data, ADOBE) && length >= 12) {
      adobe = data[11] & 255;
    } else if (marker == 0xffe2 && starts(data, PICTURES)) {
      indexed = true;
      JpegPictures.refuseSeveral(Arrays.copyOfRange(data, PICTURES.length, length));
    }
    boolean application = marker >= 0xffe0 && marker <= 0xffef;
    if (!application && marker != COM) {
      boolean tables = marker == 0xffc4 || marker == 0xffc8 || marker == 0xffcc;
      if (marker <= 0xffcf && !tables) {
        frame(marker, data);
      }
      kept.write(marker >> 8);
      kept.write(marker);
      kept.write(length + 2 >> 8);
      kept.write(length + 2);
      kept.writeBytes(data);
    }
  }

  private void frame(int marker, byte[] data) throws IOException {
    switch (marker) {
      case 0xffc0, 0xffc1, 0xffc2, 0xffc9, 0xffca -> {}
      case 0xffc3, 0xffcb ->
          throw new UnreadException(
              "it is a lossless JPEG, which is not read; save it as PNG or TIFF");
      default ->
          throw new UnreadException("it is a hierarchical JPEG, which is not read; save it as PNG");
    }
    if (components != null || data.length < 6 || data.length < 6 + 3 * (data[5] & 255)) {
      throw new EOFException();
    }
    if (data[0] != 8) {
      throw new UnreadException(
          "it is a JPEG of %d bits per sample, which is not read; save it as PNG or TIFF of 16 bits"
              .formatted(data[0] & 255));
    }
    progressive = marker == PROGRESSIVE || marker == PROGRESSIVE_ARITHMETIC;
    height = (data[1] & 255) << 8 | data[2] & 255;
    width = (data[3] & 255) << 8 | data[4] & 255;
    if (width == 0 || height == 0) {
      throw new IOException("its header declares no pixels");
    }
    components = new int[data[5] & 255];
    for (int i = 0; i < components.length; i++) {
      components[i] = data[6 + 3 * i] & 255;
    }
    if (components.length == 4) {
      throw new UnreadException(
          "its colours are CMYK, inks whose look depends on the press; save it as RGB");
    }
    if (components.length != 1 && components.length != 3) {
      throw new UnreadException(
          "it has %d components, neither grey nor RGB; save it as RGB"
              .formatted(components.length));
    }
  }

  private static boolean starts(byte[] data, byte[] with) {
    return data.length >= with.length && Arrays.equals(data, 0, with.length, with, 0, with.length);
  }
}
