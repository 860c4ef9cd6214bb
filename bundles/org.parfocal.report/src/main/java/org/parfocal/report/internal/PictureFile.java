package org.parfocal.report.internal;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.parfocal.api.RgbImage;
import org.parfocal.report.Pictures.Picture;

/**
 * A picture as a file: JPEG of a photograph, PNG of a drawing.
 *
 * @param format {@code jpeg} or {@code png}
 * @param bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PictureFile(String format, byte[] bytes) {
  private static final float QUALITY = 0.85f;
  private static final int PALETTE = 256;
  private static final int BITS = 8;

  static PictureFile of(Picture picture) {
    String format = picture.isPhotograph() ? "jpeg" : "png";
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (picture.isPhotograph()) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
      }
      BufferedImage image =
          picture.isPhotograph() ? colours(picture.pixels()) : drawing(picture.pixels());
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return new PictureFile(format, bytes.toByteArray());
  }

  private static int at(RgbImage image, int pixel) {
    byte[] rgb = image.rgb();
    int from = 3 * pixel;
    return (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | rgb[from + 2] & 0xff;
  }

  private static BufferedImage colours(RgbImage image) {
    BufferedImage view =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < image.width() * image.height(); pixel++) {
      view.setRGB(pixel % image.width(), pixel / image.width(), at(image, pixel));
    }
    return view;
  }

  /** With a palette where it has few colours: a third of the bytes. */
  private static BufferedImage drawing(RgbImage image) {
    Map<Integer, Integer> palette = new LinkedHashMap<>();
    int pixels = image.width() * image.height();
    for (int pixel = 0; pixel < pixels && palette.size() <= PALETTE; pixel++) {
      palette.putIfAbsent(at(image, pixel), palette.size());
    }
    if (palette.size() > PALETTE) {
      return colours(image);
    }
    int[] entries = palette.keySet().stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(BITS, entries.length, entries, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage view =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int pixel = 0; pixel < pixels; pixel++) {
      view.getRaster()
          .setSample(
              pixel % image.width(),
              pixel / image.width(),
              0,
              palette.getOrDefault(at(image, pixel), 0));
    }
    return view;
  }
}
