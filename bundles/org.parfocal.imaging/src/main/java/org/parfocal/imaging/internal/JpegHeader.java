package org.parfocal.imaging.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first scan of a JPEG stream (ITU-T T.81, annex B).
 *
 * @param width columns
 * @param height rows
 * @param components the identifiers of the components, 1 or 3
 * @param jfif whether it has a JFIF marker
 * @param adobe the colour transform of an Adobe marker; -1 without one
 * @param indexed whether it has an index of pictures, which then names previews only
 * @param tables the frame header and the tables, without what applications and authors added:
 *     profiles among it, which decoders would apply or stumble over
 * @param scans where the first scan begins in the stream
 */
@SuppressWarnings("ArrayRecordComponent") // read once, handed on, never compared
record JpegHeader(
    int width,
    int height,
    int[] components,
    boolean jfif,
    int adobe,
    boolean indexed,
    byte[] tables,
    long scans) {
  static final int SOI = 0xffd8;
  private static final int EOI = 0xffd9;
  private static final int SOS = 0xffda;
  private static final int COM = 0xfffe;
  private static final int MOST_SEGMENTS = 10_000;
  private static final int MOST_TABLES = 1 << 20;
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PICTURES = "MPF\0".getBytes(StandardCharsets.US_ASCII);

  /** How three components are to be understood. */
  enum Colours {
    /** Luminance and two colour differences, as JFIF defines them; or grey. */
    YCBCR("ffe000104a46494600010100000100010000"),
    RGB("ffee000e41646f626500640000000000");

    /** The marker segment that says so to every decoder. */
    final byte[] marker;

    Colours(String marker) {
      this.marker = HexFormat.of().parseHex(marker);
    }
  }

  /**
   * Reads a header.
   *
   * @param in at any place; the JPEG stream begins at 0
   * @throws IOException if it is damaged, or of a process or a number of components that is not
   *     read
   */
  static JpegHeader read(ImageInputStream in) throws IOException {
    in.seek(0);
    Reading reading = new Reading(in);
    reading.segments();
    int[] components = reading.components;
    if (components == null) {
      throw new IOException("it has no frame header");
    }
    return new JpegHeader(
        reading.width,
        reading.height,
        components,
        reading.jfif,
        reading.adobe,
        reading.indexed,
        reading.kept.toByteArray(),
        reading.scans);
  }

  /** The tables of a stream that holds nothing else, as TIFF shares them between tiles. */
  static byte[] tables(byte[] stream) throws IOException {
    Reading reading = new Reading(new BytesStream(stream));
    reading.segments();
    return reading.kept.toByteArray();
  }

  /**
   * What the markers say of the components, in the order that libjpeg follows: JFIF means YCbCr; an
   * Adobe marker says which; without either they are YCbCr unless their identifiers are the letters
   * R, G, B.
   */
  Colours declaredColours() {
    boolean letters = Arrays.equals(components, new int[] {'R', 'G', 'B'});
    boolean rgb = !jfif && (adobe == 0 || (adobe < 0 && letters));
    return rgb && components.length == 3 ? Colours.RGB : Colours.YCBCR;
  }

  /** A whole header that says what the colours are, for a decoder that then need not guess. */
  byte[] explicit(Colours colours, byte[] sharedTables) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(SOI >> 8);
    head.write(SOI);
    head.writeBytes(colours.marker);
    head.writeBytes(sharedTables);
    head.writeBytes(tables);
    return head.toByteArray();
  }

  private static final class Reading {
    private final ImageInputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int @Nullable [] components;
    private boolean jfif;
    private int adobe = -1;
    private boolean indexed;
    private long scans;

    Reading(ImageInputStream in) {
      this.in = in;
    }

    void segments() throws IOException {
      if (in.readUnsignedShort() != SOI) {
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
            throw new UnreadException(
                "it is a hierarchical JPEG, which is not read; save it as PNG");
      }
      if (components != null || data.length < 6 || data.length < 6 + 3 * (data[5] & 255)) {
        throw new EOFException();
      }
      if (data[0] != 8) {
        throw new UnreadException(
            "it is a JPEG of %d bits per sample, which is not read; save it as PNG or TIFF of 16 bits"
                .formatted(data[0] & 255));
      }
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
      return data.length >= with.length
          && Arrays.equals(data, 0, with.length, with, 0, with.length);
    }
  }
}
