package org.parfocal.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** JPEG streams as the JDK encodes them, with the markers that a test gives them. */
final class JpegFile {
  /** Pixels of three components, and their size. */
  record Components(int width, int height, int[] values) {}

  private final byte[] tables;
  private final byte[] scans;
  private byte[] markers = new byte[0];

  private JpegFile(byte[] tables, byte[] scans) {
    this.tables = tables;
    this.scans = scans;
  }

  /** Encodes components as they are, not subsampled, and leaves out all markers. */
  static JpegFile of(Raster components, String... progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.95f);
      if (progressive.length > 0) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(components, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return withoutMarkers(bytes.toByteArray());
  }

  /** A picture as photographs are: YCbCr, subsampled, with JFIF; here without. */
  static JpegFile of(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return withoutMarkers(bytes.toByteArray());
  }

  private static JpegFile withoutMarkers(byte[] stream) {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    int at = 2;
    while ((stream[at + 1] & 255) != 0xda) {
      int end = at + 2 + ((stream[at + 2] & 255) << 8 | stream[at + 3] & 255);
      if ((stream[at + 1] & 0xf0) != 0xe0) {
        tables.write(stream, at, end - at);
      }
      at = end;
    }
    return new JpegFile(tables.toByteArray(), Arrays.copyOfRange(stream, at, stream.length));
  }

  JpegFile jfif() {
    return marker(0xe0, "JFIF\0", 1, 1, 0, 0, 1, 0, 1, 0, 0);
  }

  JpegFile adobe(int transform) {
    return marker(0xee, "Adobe", 0, 100, 0, 0, 0, 0, transform);
  }

  JpegFile profile(int number, int count, byte[] part) {
    int[] values = new int[2 + part.length];
    values[0] = number;
    values[1] = count;
    for (int i = 0; i < part.length; i++) {
      values[2 + i] = part[i];
    }
    return marker(0xe2, "ICC_PROFILE\0", values);
  }

  JpegFile marker(int code, String name, int... data) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    int length = 2 + text.length + data.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(markers);
    for (int value : new int[] {0xff, code, length >> 8, length}) {
      out.write(value);
    }
    out.writeBytes(text);
    for (int value : data) {
      out.write(value);
    }
    JpegFile changed = new JpegFile(tables, scans);
    changed.markers = out.toByteArray();
    return changed;
  }

  /** With other identifiers of its three components. */
  JpegFile identifiers(int... ids) {
    byte[] frame = tables.clone();
    int at = frame(frame);
    byte[] scan = scans.clone();
    for (int i = 0; i < 3; i++) {
      frame[at + 10 + 3 * i] = (byte) ids[i];
      scan[5 + 2 * i] = (byte) ids[i];
    }
    JpegFile changed = new JpegFile(frame, scan);
    changed.markers = markers;
    return changed;
  }

  /** With another byte of the frame header, counted from its marker. */
  JpegFile frame(int offset, int value) {
    byte[] frame = tables.clone();
    frame[frame(frame) + offset] = (byte) value;
    JpegFile changed = new JpegFile(frame, scans);
    changed.markers = markers;
    return changed;
  }

  private static int frame(byte[] tables) {
    int at = 0;
    while ((tables[at + 1] & 0xf0) != 0xc0 || (tables[at + 1] & 255) == 0xc4) {
      at += 2 + ((tables[at + 2] & 255) << 8 | tables[at + 3] & 255);
    }
    return at;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xff);
    out.write(0xd8);
    Stream.of(markers, tables, scans).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** The tables alone, as TIFF shares them. */
  byte[] sharedTables() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {-1, (byte) 0xd8});
    int at = 0;
    while (at < tables.length) {
      int end = at + 2 + ((tables[at + 2] & 255) << 8 | tables[at + 3] & 255);
      if ((tables[at + 1] & 255) == 0xdb || (tables[at + 1] & 255) == 0xc4) {
        out.write(tables, at, end - at);
      }
      at = end;
    }
    out.writeBytes(new byte[] {-1, (byte) 0xd9});
    return out.toByteArray();
  }

  /** The stream without the tables. */
  byte[] withoutTables() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {-1, (byte) 0xd8});
    int at = frame(tables);
    out.write(tables, at, 2 + ((tables[at + 2] & 255) << 8 | tables[at + 3] & 255));
    out.writeBytes(scans);
    return out.toByteArray();
  }

  /** The decoded components, before any conversion of colours, by the JDK. */
  Components components() throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new java.io.ByteArrayInputStream(bytes()))) {
      reader.setInput(in);
      Raster raster = reader.readRaster(0, null);
      return new Components(
          raster.getWidth(),
          raster.getHeight(),
          raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null));
    } finally {
      reader.dispose();
    }
  }

  /** Components that change smoothly, each in its own way. */
  static WritableRaster smooth(int width, int height, int bands) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            java.awt.image.DataBuffer.TYPE_BYTE, width, height, bands, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          double wave = Math.sin((x + 3.0 * band) / 9) * Math.cos((y + 7.0 * band) / 11);
          raster.setSample(x, y, band, (int) (128 + (100 - 20 * band) * wave));
        }
      }
    }
    return raster;
  }
}
