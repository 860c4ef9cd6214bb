package org.parfocal.dataset.bcss.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.parfocal.api.Dataset;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.PngWriter;
import org.parfocal.testkit.OptionValues;

/** A small BCSS of synthetic regions. */
final class MadeUp {
  static final String REGION = "TCGA-A1-A0SK-DX1_xmin45749_ymin25055_MPP-0.2500";

  private final Path root;

  MadeUp(Path root) {
    this.root = root;
  }

  /** A region whose mask has the codes of a function of x and y, and a random image. */
  MadeUp region(String name, int width, int height, IntBinaryOperator codes) throws IOException {
    return image(name, width, height).mask(name, width, height, codes);
  }

  MadeUp image(String name, int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(name.hashCode()).nextBytes(rgb);
    PngWriter.write(new RgbImage(width, height, rgb), root.resolve("images/" + name + ".png"));
    return this;
  }

  MadeUp mask(String name, int width, int height, IntBinaryOperator codes) throws IOException {
    BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        mask.getRaster().setSample(x, y, 0, codes.applyAsInt(x, y));
      }
    }
    Path file = root.resolve("masks/" + name + ".png");
    Files.createDirectories(root.resolve("masks"));
    ImageIO.write(mask, "png", file.toFile());
    return this;
  }

  /** An image of which only the header can be read. */
  MadeUp headerOnly(String name, int width, int height) throws IOException {
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
      for (byte[] chunk : new byte[][] {header, "IDAT".getBytes(StandardCharsets.US_ASCII)}) {
        CRC32 crc = new CRC32();
        crc.update(chunk);
        out.writeInt(chunk.length - 4);
        out.write(chunk);
        out.writeInt((int) crc.getValue());
      }
    }
    Files.createDirectories(root.resolve("images"));
    Files.write(root.resolve("images/" + name + ".png"), bytes.toByteArray());
    return this;
  }

  Dataset read(Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(Map.of("path", root.toString(), "size", 16));
    all.putAll(options);
    return new BcssReader(OptionValues.of(BcssOptions.class, all)).read();
  }
}
