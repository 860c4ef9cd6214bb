package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.ImageFormat;
import org.parfocal.imaging.Resampling;

/** What comes row by row is what is read in one piece, byte for byte. */
class ImageRowsTest {
  /** Ways in which the JDK writes an image. */
  private enum Written {
    JPEG(ImageFormat.JPEG, "jpeg", BufferedImage.TYPE_INT_RGB, ""),
    GREY_JPEG(ImageFormat.JPEG, "jpeg", BufferedImage.TYPE_BYTE_GRAY, ""),
    PROGRESSIVE_JPEG(ImageFormat.JPEG, "jpeg", BufferedImage.TYPE_INT_RGB, "progressive"),
    PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_INT_RGB, ""),
    TRANSPARENT_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_INT_ARGB, ""),
    GREY_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_BYTE_GRAY, ""),
    DEEP_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_USHORT_GRAY, ""),
    PALETTE_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_BYTE_INDEXED, ""),
    BINARY_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_BYTE_BINARY, ""),
    INTERLACED_PNG(ImageFormat.PNG, "png", BufferedImage.TYPE_INT_RGB, "progressive"),
    TIFF(ImageFormat.TIFF, "tiff", BufferedImage.TYPE_INT_RGB, ""),
    DEFLATED_TIFF(ImageFormat.TIFF, "tiff", BufferedImage.TYPE_INT_RGB, "Deflate"),
    GREY_TIFF(ImageFormat.TIFF, "tiff", BufferedImage.TYPE_BYTE_GRAY, "LZW"),
    TILED_TIFF(ImageFormat.TIFF, "tiff", BufferedImage.TYPE_INT_RGB, "tiled");

    final ImageFormat format;
    private final String writer;
    private final int type;
    private final String how;

    Written(ImageFormat format, String writer, int type, String how) {
      this.format = format;
      this.writer = writer;
      this.type = type;
      this.how = how;
    }

    byte[] bytes(int width, int height) throws IOException {
      BufferedImage image = new BufferedImage(width, height, type);
      SplittableRandom random = new SplittableRandom(width * 1000L + height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          image.setRGB(x, y, random.nextInt());
        }
      }
      Iterator<ImageWriter> writers =
          ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), writer);
      ImageWriter chosen = writers.next();
      ImageWriteParam parameters = chosen.getDefaultWriteParam();
      if (how.equals("progressive")) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      } else if (how.equals("tiled")) {
        parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setTiling(16, 32, 0, 0);
      } else if (!how.isEmpty()) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(how);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
        chosen.setOutput(out);
        chosen.write(null, new IIOImage(image, null, null), parameters);
      } finally {
        chosen.dispose();
      }
      return bytes.toByteArray();
    }
  }

  /** Puts an image together. */
  private static final class Collected implements ImageRows {
    private final int width;
    private final byte[] rgb;
    private int at;

    Collected(int width, int height) {
      this.width = width;
      this.rgb = new byte[3 * width * height];
    }

    @Override
    public void size(int columns, int rows) {}

    @Override
    public void row(byte[] pixels, int from) {
      System.arraycopy(pixels, from, rgb, at, 3 * width);
      at += 3 * width;
    }
  }

  @ParameterizedTest
  @EnumSource
  void areThoseOfTheWholeImage(Written written) throws IOException {
    for (int[] size : new int[][] {{1, 1}, {17, 33}, {64, 9}, {31, 100}, {130, 70}}) {
      byte[] file = written.bytes(size[0], size[1]);
      RgbImage whole;
      try (StoredImage image = StoredImage.open(written.format, new BytesStream(file))) {
        whole = image.read(image.pages().get(0), image.pages().get(0).area());
      }
      Collected rows = new Collected(size[0], size[1]);
      try (StoredImage image = StoredImage.open(written.format, new BytesStream(file))) {
        image.rows(image.pages().get(0), rows);
      }
      assertThat(rows.at).isEqualTo(whole.rgb().length);
      assertThat(rows.rgb).as("%s of %s", written, Arrays.toString(size)).isEqualTo(whole.rgb());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "TIFF"})
  void ofAFileThatEndsEarlyAreNotAllThere(Written written) throws IOException {
    byte[] file = written.bytes(130, 70);
    byte[] cut = Arrays.copyOf(file, file.length / 2);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              try (StoredImage image = StoredImage.open(written.format, new BytesStream(cut))) {
                image.rows(image.pages().get(0), new Collected(130, 70));
                throw new EOFException("not seen");
              }
            })
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).isNotEqualTo("not seen"));
  }

  /** Against the definition: each pixel the mean of the area that it covers, by double loops. */
  @Test
  void makeSquaresOfAnySizeAsTheWholeImageDoes() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 300; trial++) {
      int width = 1 + random.nextInt(90);
      int height = 1 + random.nextInt(90);
      int size = 1 + random.nextInt(60);
      byte[] rgb = new byte[3 * width * height];
      random.nextBytes(rgb);
      RgbImage image = new RgbImage(width, height, rgb);
      for (boolean whole : new boolean[] {false, true}) {
        SquareRows rows = new SquareRows(size, whole);
        rows.size(width, height);
        StoredImage.give(image, rows);
        RgbImage expected =
            whole ? Resampling.scale(image, size, size) : Resampling.scaleSquare(image, size);
        assertThat(rows.image().rgb())
            .as("%d×%d to %d", width, height, size)
            .isEqualTo(expected.rgb());
        int edge = Math.min(width, height);
        if (!whole && size <= edge) {
          assertMeans(image, (width - edge) / 2, (height - edge) / 2, edge, rows.image());
        }
      }
    }
  }

  private static void assertMeans(RgbImage image, int left, int top, int edge, RgbImage small) {
    double step = (double) edge / small.width();
    for (int y = 0; y < small.height(); y++) {
      for (int x = 0; x < small.width(); x++) {
        double sum = 0;
        for (int v = (int) (y * step); v < Math.min(edge, Math.ceil((y + 1) * step)); v++) {
          for (int u = (int) (x * step); u < Math.min(edge, Math.ceil((x + 1) * step)); u++) {
            double tall = Math.min(v + 1, (y + 1) * step) - Math.max(v, y * step);
            double wide = Math.min(u + 1, (x + 1) * step) - Math.max(u, x * step);
            sum += tall * wide * (image.rgb()[3 * ((top + v) * image.width() + left + u)] & 255);
          }
        }
        int red = small.rgb()[3 * (y * small.width() + x)] & 255;
        assertThat(Math.abs(red - sum / step / step)).isLessThan(0.501);
      }
    }
  }
}
