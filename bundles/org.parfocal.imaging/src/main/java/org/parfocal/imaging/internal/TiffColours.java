package org.parfocal.imaging.internal;

import java.io.IOException;

/**
 * What the samples of a TIFF picture are (TIFF 6.0, PhotometricInterpretation and ExtraSamples).
 *
 * @param kind of the first one or three samples
 * @param alpha which sample is the opacity; -1 for none
 * @param premultiplied whether colours are multiplied by it already
 * @param bits of a sample
 * @param palette the reds, greens and blues of all values, 8 bits each, of one sample of at most 8
 *     bits; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // read once, handed on, never compared
record TiffColours(Kind kind, int alpha, boolean premultiplied, int bits, byte[] palette) {
  /** How samples become colours. */
  enum Kind {
    WHITE_IS_ZERO(1),
    BLACK_IS_ZERO(1),
    RGB(3),
    PALETTE(1),
    YCBCR(3);

    final int samples;

    Kind(int samples) {
      this.samples = samples;
    }
  }

  private static final int WHITE = 255;

  static TiffColours of(TiffDirectory fields, int samples, int bits, boolean jpeg)
      throws IOException {
    Kind kind = kind(fields, jpeg);
    int extra = samples - kind.samples;
    if (extra < 0) {
      throw new IOException(
          "it is declared %s and has %d samples a pixel".formatted(kind, samples));
    }
    int declared = (int) Math.min(extra, fields.count(338));
    int alpha = -1;
    boolean premultiplied = false;
    for (int i = declared - 1; i >= 0; i--) {
      long meaning = fields.numbers(338, declared)[i];
      if (meaning == 1 || meaning == 2) {
        alpha = kind.samples + i;
        premultiplied = meaning == 1;
      }
    }
    boolean channels = kind.samples == 1 && extra > (alpha < 0 ? 0 : 1);
    if (channels || declared < extra) {
      throw new UnreadException(
          "it has %d samples a pixel and does not say what the last %d are; save it as RGB"
              .formatted(samples, alpha < 0 ? extra : extra - 1));
    }
    if (jpeg && (bits != 8 || extra > 0 || kind == Kind.PALETTE || kind == Kind.WHITE_IS_ZERO)) {
      throw new UnreadException(
          "its JPEG compression is not of 8-bit grey or RGB, and is not read; save it with LZW compression");
    }
    return new TiffColours(kind, alpha, premultiplied, bits, palette(fields, kind, bits));
  }

  private static Kind kind(TiffDirectory fields, boolean jpeg) throws IOException {
    int code = fields.number(262, -1);
    return switch (code) {
      case 0 -> Kind.WHITE_IS_ZERO;
      case 1 -> Kind.BLACK_IS_ZERO;
      case 2 -> Kind.RGB;
      case 3 -> Kind.PALETTE;
      case 6 -> {
        if (!jpeg) {
          throw unread("YCbCr without JPEG compression");
        }
        yield Kind.YCBCR;
      }
      case 5 -> throw unread("CMYK (inks, whose look depends on the press)");
      case 8, 9, 10 -> throw unread("L*a*b*");
      case 32803, 34892 -> throw unread("raw data of a camera");
      case 32844, 32845 -> throw unread("LogLuv");
      case -1 -> throw unread("not declared");
      default -> throw unread("of kind " + code);
    };
  }

  private static UnreadException unread(String colours) {
    return new UnreadException(
        "its colours are %s, which is not read; save it as RGB".formatted(colours));
  }

  /** The colours of all values of one sample. */
  private static byte[] palette(TiffDirectory fields, Kind kind, int bits) throws IOException {
    if (kind == Kind.PALETTE) {
      return stored(fields, bits);
    }
    int values = kind.samples == 1 && bits <= 8 ? 1 << bits : 0;
    byte[] palette = new byte[3 * values];
    for (int i = 0; i < palette.length; i++) {
      int value = i & values - 1;
      palette[i] = (byte) grey(kind, value, values - 1);
    }
    return palette;
  }

  private static int grey(Kind kind, int value, int largest) {
    return RgbConversion.toByte(kind == Kind.WHITE_IS_ZERO ? largest - value : value, largest);
  }

  /** 16 bits by the standard; some programs write 8, which libtiff, too, takes as such. */
  private static byte[] stored(TiffDirectory fields, int bits) throws IOException {
    if (bits > 8) {
      throw new UnreadException("its palette has more than 256 colours; save it as RGB");
    }
    long[] stored = fields.numbers(320, 3 << bits);
    boolean deep = false;
    for (long value : stored) {
      deep |= value > WHITE;
    }
    byte[] palette = new byte[stored.length];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (deep ? stored[i] * WHITE / 65535 : stored[i]);
    }
    return palette;
  }

  /** Whether three 8-bit samples are red, green and blue, and nothing else is to be done. */
  boolean isPlainRgb(int samples) {
    return kind == Kind.RGB && bits == 8 && samples == 3;
  }

  /**
   * Brings pixels to 8-bit RGB, transparency laid on white.
   *
   * @param values all samples of a row
   * @param samples of a pixel
   * @param first pixel
   * @param count of pixels
   */
  void toRgb(int[] values, int samples, int first, int count, byte[] rgb, int offset) {
    int largest = (1 << bits) - 1;
    int to = offset;
    for (int from = first * samples; from < (first + count) * samples; from += samples) {
      int opacity = alpha < 0 ? WHITE : RgbConversion.toByte(values[from + alpha], largest);
      for (int channel = 0; channel < 3; channel++) {
        int colour;
        if (palette.length > 0) {
          colour = palette[(channel << bits) + values[from]] & WHITE;
        } else if (kind.samples == 1) {
          colour = grey(kind, values[from], largest);
        } else {
          colour = RgbConversion.toByte(values[from + channel], largest);
        }
        rgb[to++] = (byte) RgbConversion.onWhite(colour, opacity, premultiplied);
      }
    }
  }
}
