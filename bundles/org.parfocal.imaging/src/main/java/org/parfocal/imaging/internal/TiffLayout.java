package org.parfocal.imaging.internal;

import java.io.IOException;
import java.util.Arrays;

/**
 * How the samples of a TIFF picture stand in the file.
 *
 * @param width columns
 * @param height rows
 * @param samples of a pixel
 * @param bits of a sample, 1 to 16
 * @param planar whether each sample has segments of its own
 * @param compression one of those of {@link TiffCompression}
 * @param differences whether a row holds differences of neighbouring pixels (predictor 2)
 * @param reversed whether the first bit of a byte is the lowest
 * @param tiled whether segments are tiles; else strips
 * @param segmentWidth columns of a segment
 * @param segmentHeight rows of a segment, but the last strip's
 * @param offsets of the segments in the file
 * @param lengths of the segments in bytes
 * @param colours what the samples are
 * @param directory all fields
 */
@SuppressWarnings("ArrayRecordComponent") // read once, handed on, never compared
record TiffLayout(
    int width,
    int height,
    int samples,
    int bits,
    boolean planar,
    int compression,
    boolean differences,
    boolean reversed,
    boolean tiled,
    int segmentWidth,
    int segmentHeight,
    long[] offsets,
    long[] lengths,
    TiffColours colours,
    TiffDirectory directory) {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int TILE_WIDTH = 322;
  private static final int MOST_SEGMENTS = 4_000_000;
  private static final int MOST_ROW_BYTES = 1 << 26;

  /**
   * Reads the layout of a picture.
   *
   * @throws IOException if something of it is missing, contradictory, or not read
   */
  static TiffLayout of(TiffDirectory fields) throws IOException {
    int width = fields.number(WIDTH, 0);
    int height = fields.number(HEIGHT, 0);
    int samples = fields.number(277, 1);
    if (width == 0 || height == 0 || samples == 0 || samples > 64) {
      throw new IOException("its header is damaged");
    }
    int bits = bits(fields, samples);
    int compression = TiffCompression.of(fields);
    boolean planar = fields.number(284, 1) == 2 && samples > 1;
    boolean differences = TiffCompression.differences(fields, compression, bits);
    boolean tiled = fields.has(TILE_WIDTH);
    int segmentWidth = tiled ? fields.number(TILE_WIDTH, 0) : width;
    int segmentHeight =
        tiled ? fields.number(323, 0) : (int) Math.min(height, rowsPerStrip(fields));
    long rowBytes = ((long) segmentWidth * (planar ? 1 : samples) * bits + 7) / 8;
    long segments =
        segmentWidth == 0 || segmentHeight == 0
            ? 0
            : ceil(width, segmentWidth) * ceil(height, segmentHeight) * (planar ? samples : 1);
    if (segments == 0
        || segments > MOST_SEGMENTS
        || rowBytes > MOST_ROW_BYTES
        || isPadded(width, segmentWidth, height, segmentHeight)) {
      throw new IOException("its strips or tiles are of an impossible size");
    }
    long[] offsets = fields.numbers(tiled ? 324 : 273, (int) segments);
    return new TiffLayout(
        width,
        height,
        samples,
        bits,
        planar,
        compression,
        differences,
        fields.number(266, 1) == 2,
        tiled,
        segmentWidth,
        segmentHeight,
        offsets,
        lengths(fields, tiled ? 325 : 279, offsets.length),
        TiffColours.of(fields, samples, bits, compression == TiffCompression.JPEG),
        fields);
  }

  private static int bits(TiffDirectory fields, int samples) throws IOException {
    int count = (int) Math.min(samples, fields.count(258));
    int bits = fields.number(258, 1);
    for (long other : count > 0 ? fields.numbers(258, count) : new long[0]) {
      if (other != bits) {
        throw new UnreadException(
            "its samples have different numbers of bits; save it as 8-bit RGB");
      }
    }
    int kind = fields.number(339, 1);
    if (kind != 1 && kind != 4) {
      String what =
          switch (kind) {
            case 2 -> "signed numbers";
            case 3 -> "floating-point numbers";
            default -> "complex numbers";
          };
      throw new UnreadException(
          "its samples are %s of %d bits, which have no fixed black and white; save it as 8-bit RGB"
              .formatted(what, bits));
    }
    if (bits < 1 || bits > 16) {
      throw new UnreadException(
          "its samples have %d bits, more than 16; save it as 8-bit RGB".formatted(bits));
    }
    return bits;
  }

  private static long rowsPerStrip(TiffDirectory fields) throws IOException {
    return fields.has(278) ? fields.numbers(278, 1)[0] : Integer.MAX_VALUE;
  }

  /** Some programs leave them out; decoding then ends by itself. */
  private static long[] lengths(TiffDirectory fields, int tag, int count) throws IOException {
    long[] lengths = new long[count];
    if (fields.has(tag)) {
      return fields.numbers(tag, count);
    }
    Arrays.fill(lengths, Integer.MAX_VALUE);
    return lengths;
  }

  private static long ceil(int whole, int part) {
    return ((long) whole + part - 1) / part;
  }

  /** Whether most of what would be decoded lies outside of the picture. */
  private static boolean isPadded(int width, int segmentWidth, int height, int segmentHeight) {
    double stored =
        (double) ceil(width, segmentWidth)
            * segmentWidth
            * ceil(height, segmentHeight)
            * segmentHeight;
    return stored > 4.0 * width * height + (1 << 24);
  }

  /** Segments side by side. */
  int across() {
    return (int) ceil(width, segmentWidth);
  }

  /** Segments one below the other. */
  int down() {
    return (int) ceil(height, segmentHeight);
  }

  /** The tables that JPEG segments share. */
  byte[] jpegTables() throws IOException {
    byte[] stream = directory.bytes(347, 1 << 20);
    return stream.length == 0 ? stream : JpegHeader.tables(stream);
  }
}
