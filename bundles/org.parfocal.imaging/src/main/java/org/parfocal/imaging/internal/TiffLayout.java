package org.parfocal.imaging.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * How the samples of a TIFF picture stand in the file.
 *
 * @param width columns
 * @param height rows
 * @param samples of a pixel
 * @param bits of a sample, 1 to 16
 * @param planar whether each sample has segments of its own
 * @param compression one of those that {@link TiffSegment} knows
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
  static final int NONE = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;
  private static final int MOST_SEGMENTS = 4_000_000;
  private static final int MOST_ROW_BYTES = 1 << 26;
  private static final String JPEG_2000 = "JPEG 2000";

  private static final Map<Integer, String> OTHER_COMPRESSIONS =
      Map.ofEntries(
          Map.entry(2, "CCITT"),
          Map.entry(3, "CCITT group 3"),
          Map.entry(4, "CCITT group 4"),
          Map.entry(6, "old-style JPEG"),
          Map.entry(33003, JPEG_2000),
          Map.entry(33004, JPEG_2000),
          Map.entry(33005, JPEG_2000),
          Map.entry(34712, JPEG_2000),
          Map.entry(34887, "LERC"),
          Map.entry(34925, "LZMA"),
          Map.entry(34926, "Zstandard"),
          Map.entry(50000, "Zstandard"),
          Map.entry(34927, "WebP"),
          Map.entry(50001, "WebP"),
          Map.entry(50002, "JPEG XL"),
          Map.entry(52546, "JPEG XL"),
          Map.entry(34892, "lossy DNG"));

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
    int compression = compression(fields);
    boolean planar = fields.number(284, 1) == 2 && samples > 1;
    boolean differences = differences(fields, compression, bits);
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
        TiffColours.of(fields, samples, bits, compression == JPEG),
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

  private static int compression(TiffDirectory fields) throws IOException {
    int code = fields.number(259, NONE);
    return switch (code) {
      case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACK_BITS -> code;
      default ->
          throw new UnreadException(
              "it is compressed as %s, which is not read; save it with JPEG or LZW compression"
                  .formatted(OTHER_COMPRESSIONS.getOrDefault(code, "number " + code)));
    };
  }

  private static boolean differences(TiffDirectory fields, int compression, int bits)
      throws IOException {
    boolean used = compression == LZW || compression == DEFLATE || compression == OLD_DEFLATE;
    int predictor = used ? fields.number(317, 1) : 1;
    if (predictor > 2 || (predictor == 2 && bits != 8)) {
      throw new UnreadException(
          "it holds differences of %d-bit samples (predictor %d), which are not read; save it without a predictor"
              .formatted(bits, predictor));
    }
    return predictor == 2;
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
