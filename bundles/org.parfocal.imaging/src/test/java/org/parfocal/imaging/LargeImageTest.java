package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;

/** Images of so many pixels that their stored values beside their RGB would fill the memory. */
class LargeImageTest {
  private static final int WIDTH = 5_120;
  private static final int HEIGHT = 5_000;
  private static final int[] ROWS = {0, 1, HEIGHT / 2, HEIGHT - 1};

  @TempDir Path folder;

  /** A quarter more than the pixels themselves; the decoders' buffers are small beside it. */
  @ParameterizedTest
  @CsvSource({
    "png, 6", // with opacity
    "png, 10", // grey
    "png, 13", // palette
    "png, 5", "jpg, 5", "jpg, 10"
  })
  void takeLittleMoreMemoryThanTheirPixelsAndAreRight(String format, int kind) throws IOException {
    BufferedImage image = bands(kind);
    write(image, format, false);
    ImageFile file = ImageFile.of(folder, "large." + format);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    RgbImage read = file.read();
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    // The decoder itself counts what it allocates twice where it makes the image.
    boolean ownImage = kind == BufferedImage.TYPE_3BYTE_BGR || format.equals("jpg");
    assertThat(allocated).isLessThan((ownImage ? 7L : 4L) * WIDTH * HEIGHT);
    for (int y : ROWS) {
      for (int x = 0; x < WIDTH; x += 997) {
        int rgb = image.getRGB(x, y);
        byte[] expected = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
        if (kind == BufferedImage.TYPE_BYTE_GRAY) {
          Arrays.fill(expected, (byte) image.getRaster().getSample(x, y, 0));
        }
        int at = 3 * (y * WIDTH + x);
        for (int channel = 0; channel < 3; channel++) {
          assertThat(read.rgb()[at + channel] & 255)
              .as("%d, %d", x, y)
              .isCloseTo(expected[channel] & 255, within(format.equals("jpg") ? 4 : 0));
        }
      }
    }
  }

  @Test
  void areRefusedByNameWhereTheDecoderMustHoldMore() throws IOException {
    write(bands(BufferedImage.TYPE_4BYTE_ABGR), "png", true);
    assertThatThrownBy(() -> ImageFile.of(folder, "large.png").read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("large.png")
        .hasMessageContaining("interlaced PNG of 5120×5000 pixels");

    write(new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR), "jpg", true);
    byte[] jpeg = Arrays.copyOf(Files.readAllBytes(folder.resolve("large.jpg")), 200_000);
    int frame = 2;
    while ((jpeg[frame] & 255) != 0xff || (jpeg[frame + 1] & 255) != 0xc2) {
      frame++;
    }
    jpeg[frame + 5] = jpeg[frame + 7] = 8_000 >> 8;
    jpeg[frame + 6] = jpeg[frame + 8] = (byte) 8_000;
    Files.write(folder.resolve("large.jpg"), jpeg);
    assertThatThrownBy(() -> ImageFile.of(folder, "large.jpg").read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("progressive JPEG of 8000×8000 pixels");
  }

  private static BufferedImage bands(int kind) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, kind);
    for (int y : ROWS) {
      for (int x = 0; x < WIDTH; x++) {
        int value = x / 32 % 200;
        for (int dy = Math.max(0, y - 16); dy < Math.min(HEIGHT, y + 17); dy++) {
          image.setRGB(x, dy, 0xff000000 | value << 16 | value << 8 | value);
        }
      }
    }
    return image;
  }

  private void write(BufferedImage image, String format, boolean special) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (FileImageOutputStream out =
        new FileImageOutputStream(folder.resolve("large." + format).toFile())) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (special) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      } else if (format.equals("jpg")) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(1);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
