package org.parfocal.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;
import org.parfocal.api.RgbImage;

/** Images as tests need them, and TIFF files laid out as slide scanners do. */
public final class Slides {
  private static final int TILE = 128;
  private static final int COMPRESSION = 259;
  private static final int TILE_OFFSETS = 324;

  private Slides() {}

  /** One picture in a TIFF file. */
  record Page(RgbImage image, boolean tiled, String compression, int kind) {
    Page(RgbImage image, boolean tiled, String compression) {
      this(image, tiled, compression, 0);
    }

    /** Declared a reduction of another picture. */
    Page reduced() {
      return new Page(image, tiled, compression, 1);
    }
  }

  static void write(Path file, Page... pages) throws IOException {
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (Page page : pages) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(page.compression);
        if (page.tiled) {
          parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
          parameters.setTiling(TILE, TILE, 0, 0);
        }
        BufferedImage image = awt(page.image);
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
        TIFFDirectory fields = TIFFDirectory.createFromMetadata(metadata);
        TIFFTag kind =
            BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_NEW_SUBFILE_TYPE);
        fields.addTIFFField(new TIFFField(kind, TIFFTag.TIFF_LONG, 1, new long[] {page.kind}));
        writer.writeToSequence(new IIOImage(image, null, fields.getAsMetadata()), parameters);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  static void setCompression(byte[] tiff, int code) {
    ByteBuffer buffer = buffer(tiff);
    buffer.putShort(entry(buffer, COMPRESSION) + 8, (short) code);
  }

  static int firstTile(byte[] tiff) {
    ByteBuffer buffer = buffer(tiff);
    return buffer.getInt(buffer.getInt(entry(buffer, TILE_OFFSETS) + 8));
  }

  private static ByteBuffer buffer(byte[] tiff) {
    return ByteBuffer.wrap(tiff)
        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private static int entry(ByteBuffer tiff, int tag) {
    int directory = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == tag) {
        return entry;
      }
    }
    throw new IllegalStateException("no tag " + tag);
  }

  /** A PNG that declares a size and holds no pixel. */
  public static byte[] headerOnly(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0x89504e470d0a1a0aL);
      byte[] header =
          ByteBuffer.allocate(17)
              .put("IHDR".getBytes(StandardCharsets.US_ASCII))
              .putInt(width)
              .putInt(height)
              .put(new byte[] {8, 2, 0, 0, 0})
              .array();
      chunk(out, header);
      chunk(out, "IDAT".getBytes(StandardCharsets.US_ASCII));
      chunk(out, "IEND".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, byte[] typeAndData) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(typeAndData);
    out.writeInt(typeAndData.length - 4);
    out.write(typeAndData);
    out.writeInt((int) crc.getValue());
  }

  public static RgbImage random(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  static RgbImage plain(int width, int height, int grey) {
    byte[] rgb = new byte[width * height * 3];
    Arrays.fill(rgb, (byte) grey);
    return new RgbImage(width, height, rgb);
  }

  static RgbImage smooth(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[i++] = (byte) (x * 255 / width);
        rgb[i++] = (byte) (y * 255 / height);
        rgb[i++] = (byte) (127 + 100 * Math.sin(x / 20.0) * Math.cos(y / 30.0));
      }
    }
    return new RgbImage(width, height, rgb);
  }

  static BufferedImage awt(RgbImage image) {
    BufferedImage awt =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0, i = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, i += 3) {
        byte[] rgb = image.rgb();
        awt.setRGB(x, y, (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255));
      }
    }
    return awt;
  }
}
