package org.parfocal.imaging.internal;

import java.io.IOException;
import java.util.Map;

/** How the pixels of TIFF pictures are compressed: the codes that are read, and what others are. */
final class TiffCompression {
  static final int NONE = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;
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

  private TiffCompression() {}

  /**
   * The code of a picture's compression.
   *
   * @throws IOException if it is not read
   */
  static int of(TiffDirectory fields) throws IOException {
    int code = fields.number(259, NONE);
    return switch (code) {
      case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACK_BITS -> code;
      default ->
          throw new UnreadException(
              "it is compressed as %s, which is not read; save it with JPEG or LZW compression"
                  .formatted(OTHER_COMPRESSIONS.getOrDefault(code, "number " + code)));
    };
  }

  /** Whether rows hold differences of neighbouring pixels (predictor 2). */
  static boolean differences(TiffDirectory fields, int compression, int bits) throws IOException {
    boolean used = compression == LZW || compression == DEFLATE || compression == OLD_DEFLATE;
    int predictor = used ? fields.number(317, 1) : 1;
    if (predictor > 2 || (predictor == 2 && bits != 8)) {
      throw new UnreadException(
          "it holds differences of %d-bit samples (predictor %d), which are not read; save it without a predictor"
              .formatted(bits, predictor));
    }
    return predictor == 2;
  }
}
