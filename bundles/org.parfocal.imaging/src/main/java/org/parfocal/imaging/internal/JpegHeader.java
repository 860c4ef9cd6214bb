package org.parfocal.imaging.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.stream.ImageInputStream;

/**
 * What stands before the first scan of a JPEG stream (ITU-T T.81, annex B).
 *
 * @param width columns
 * @param height rows
 * @param progressive whether its scans refine each other, so that all of them are held at once
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
    boolean progressive,
    int[] components,
    boolean jfif,
    int adobe,
    boolean indexed,
    byte[] tables,
    long scans) {
  static final int SOI = 0xffd8;

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
    return JpegSegments.of(in).header();
  }

  /** The tables of a stream that holds nothing else, as TIFF shares them between tiles. */
  static byte[] tables(byte[] stream) throws IOException {
    return JpegSegments.of(new BytesStream(stream)).tables();
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
}
