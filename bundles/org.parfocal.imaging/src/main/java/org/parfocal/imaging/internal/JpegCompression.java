package org.parfocal.imaging.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG there and back by the JDK: YCbCr, colours at half the resolution. */
final class JpegCompression {
  private JpegCompression() {}

  /**
   * Compresses and decodes in place.
   *
   * @param quality 1 to 100
   */
  static void apply(byte[] rgb, int offset, int size, int quality) {
    int[] pixels = new int[size * size];
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      int at = offset + 3 * pixel;
      pixels[pixel] = (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | rgb[at + 2] & 255;
    }
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, size, size, pixels, 0, size);
    try {
      decoded(encoded(image, quality)).getRGB(0, 0, size, size, pixels, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no input or output that fails
    }
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      int at = offset + 3 * pixel;
      rgb[at] = (byte) (pixels[pixel] >> 16);
      rgb[at + 1] = (byte) (pixels[pixel] >> 8);
      rgb[at + 2] = (byte) pixels[pixel];
    }
  }

  private static byte[] encoded(BufferedImage image, int quality) throws IOException {
    ImageWriter writer = writer();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality / 100f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    ImageReader reader = JdkReaders.of("JPEG");
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's own, whatever other ones somebody has registered. */
  private static ImageWriter writer() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("JPEG");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (ImageIO.class.getModule().equals(writer.getClass().getModule())) {
        return writer;
      }
    }
    throw new IllegalStateException("this Java has no encoder of JPEG");
  }
}
