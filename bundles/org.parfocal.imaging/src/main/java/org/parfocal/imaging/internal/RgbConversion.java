package org.parfocal.imaging.internal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import org.parfocal.api.RgbImage;

/**
 * Brings decoded images to 8-bit RGB by their stored sample values. {@link BufferedImage#getRGB} is
 * not used for grey and profiled images: it would change their values (Java's grey space is
 * linear).
 */
final class RgbConversion {
  private static final int WHITE = 255;

  private RgbConversion() {}

  static RgbImage toRgb(BufferedImage image) throws IOException {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel model = image.getColorModel();
    if (isThreeBytes(image, 0, 1, 2)) {
      return new RgbImage(width, height, bytes(image));
    }
    if (isThreeBytes(image, 2, 1, 0)) {
      return new RgbImage(width, height, redFirst(bytes(image)));
    }
    byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
    if (!copiesBytes(image, rgb)) {
      if (model instanceof ComponentColorModel components && isGreyOrRgb(model)) {
        int depth = model.getTransferType();
        if (depth != DataBuffer.TYPE_BYTE && depth != DataBuffer.TYPE_USHORT) {
          throw new IOException("its samples have more than 16 bits or are not whole numbers");
        }
        fromSamples(image.getRaster(), components, rgb);
      } else {
        fromColours(image, rgb);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static boolean isGreyOrRgb(ColorModel model) {
    int type = model.getColorSpace().getType();
    return (type == ColorSpace.TYPE_GRAY && model.getNumColorComponents() == 1)
        || (type == ColorSpace.TYPE_RGB && model.getNumColorComponents() == 3);
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static byte[] redFirst(byte[] blueFirst) {
    for (int i = 0; i < blueFirst.length; i += 3) {
      byte blue = blueFirst[i];
      blueFirst[i] = blueFirst[i + 2];
      blueFirst[i + 2] = blue;
    }
    return blueFirst;
  }

  /** Whether the decoder's own bytes can be taken, which spares half of the memory. */
  private static boolean isThreeBytes(BufferedImage image, int... order) {
    Raster raster = image.getRaster();
    return raster.getSampleModel() instanceof PixelInterleavedSampleModel samples
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && raster.getParent() == null
        && isGreyOrRgb(image.getColorModel())
        && image.getColorModel() instanceof ComponentColorModel
        && Arrays.equals(samples.getBandOffsets(), order)
        && samples.getPixelStride() == 3
        && samples.getScanlineStride() == 3 * image.getWidth()
        && buffer.getNumBanks() == 1
        && buffer.getOffset() == 0
        && buffer.getData().length == 3L * image.getWidth() * image.getHeight();
  }

  /** The fast path: opaque 8-bit grey or RGB, interleaved in any order, as PNG and JPEG give. */
  private static boolean copiesBytes(BufferedImage image, byte[] rgb) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    if (!(model instanceof ComponentColorModel)
        || !isGreyOrRgb(model)
        || model.hasAlpha()
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || !(raster.getSampleModel() instanceof ComponentSampleModel samples)
        || buffer.getNumBanks() != 1
        || raster.getParent() != null) {
      return false;
    }
    byte[] stored = buffer.getData();
    int[] offsets = samples.getBandOffsets();
    int step = samples.getPixelStride();
    boolean grey = offsets.length == 1;
    int red = offsets[0];
    int green = offsets[grey ? 0 : 1];
    int blue = offsets[grey ? 0 : 2];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      int from = buffer.getOffset() + y * samples.getScanlineStride();
      for (int x = 0; x < image.getWidth(); x++, from += step) {
        rgb[to++] = stored[from + red];
        rgb[to++] = stored[from + green];
        rgb[to++] = stored[from + blue];
      }
    }
    return true;
  }

  private static void fromSamples(Raster raster, ComponentColorModel model, byte[] rgb) {
    int bands = raster.getNumBands();
    int[] row = new int[raster.getWidth() * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int from = 0; from < row.length; from += bands, to += 3) {
        fromSamples(row, from, model, rgb, to);
      }
    }
  }

  /** Converts a pixel of grey or RGB samples, with or without opacity. */
  static void fromSamples(int[] samples, int from, ComponentColorModel model, byte[] rgb, int to) {
    int colours = model.getNumColorComponents();
    int alpha = model.hasAlpha() ? toByte(samples[from + colours], largest(model, colours)) : WHITE;
    for (int channel = 0; channel < 3; channel++) {
      int band = colours == 1 ? 0 : channel;
      int value = toByte(samples[from + band], largest(model, band));
      rgb[to + channel] = (byte) onWhite(value, alpha, model.isAlphaPremultiplied());
    }
  }

  private static int largest(ComponentColorModel model, int band) {
    return (1 << model.getComponentSize(band)) - 1;
  }

  /** A value of 0 to {@code largest} as one of 0 to 255, rounded. */
  static int toByte(int value, int largest) {
    return largest == WHITE ? value : (int) (((long) value * WHITE * 2 + largest) / (2L * largest));
  }

  /** A colour that is partly opaque, as it looks before white. */
  static int onWhite(int value, int alpha, boolean premultiplied) {
    if (alpha == WHITE) {
      return value;
    }
    int share = premultiplied ? value * WHITE : value * alpha;
    return Math.min(WHITE, (share + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
  }

  /** Palettes and packed pixels. */
  private static void fromColours(BufferedImage image, byte[] rgb) {
    int[] row = new int[image.getWidth()];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int argb : row) {
        fromColour(argb, rgb, to);
        to += 3;
      }
    }
  }

  /** Converts a colour with its opacity, as Java packs it. */
  static void fromColour(int argb, byte[] rgb, int to) {
    int alpha = argb >>> 24;
    rgb[to] = (byte) onWhite(argb >> 16 & 255, alpha, false);
    rgb[to + 1] = (byte) onWhite(argb >> 8 & 255, alpha, false);
    rgb[to + 2] = (byte) onWhite(argb & 255, alpha, false);
  }
}
