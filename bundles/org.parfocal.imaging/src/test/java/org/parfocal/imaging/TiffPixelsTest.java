package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;

class TiffPixelsTest {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int COLOUR_MAP = 320;
  private static final int EXTRA = 338;
  private static final int FORMAT = 339;

  @TempDir Path root;

  @Test
  void readsSamplesOfEachNumberOfBits() throws IOException {
    for (int bits = 1; bits <= 16; bits++) {
      int largest = (1 << bits) - 1;
      int[] values = {0, largest, largest / 2, largest / 3, 1, largest - 1, 0};
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        TiffFile file = new TiffFile(order);
        file.page(7, 1, BLACK_IS_ZERO, 1, packed(values, bits, order)).set(BITS, bits);
        byte[] rgb = read(file).rgb();
        for (int i = 0; i < values.length; i++) {
          assertThat(rgb[3 * i + 1] & 255)
              .as("%d of %d bits, %s", values[i], bits, order)
              .isEqualTo((int) Math.round(values[i] * 255.0 / largest));
        }
      }
    }
  }

  /** The highest bit first; 16 bits in the file's order of bytes. */
  private static byte[] packed(int[] values, int bits, ByteOrder order) {
    StringBuilder all = new StringBuilder();
    for (int value : values) {
      int stored =
          bits == 16 && order == ByteOrder.LITTLE_ENDIAN
              ? Short.reverseBytes((short) value) & 0xffff
              : value;
      String digits = Integer.toBinaryString(stored);
      all.append("0".repeat(bits - digits.length())).append(digits);
    }
    all.append("0".repeat(7));
    byte[] bytes = new byte[all.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(all.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  @Test
  void invertsWhereWhiteIsZero() throws IOException {
    assertThat(read(TiffFile.of(2, 1, WHITE_IS_ZERO, 1, bytes(0, 200))).rgb())
        .containsExactly(bytes(255, 255, 255, 55, 55, 55));
  }

  @Test
  void readsPalettesOf16AndOf8Bits() throws IOException {
    int[] colours = new int[12];
    for (int i = 0; i < 12; i++) {
      colours[i] = 20 * i;
    }
    byte[] pixels = {0b00_01_10_11};
    byte[] expected = bytes(0, 80, 160, 20, 100, 180, 40, 120, 200, 60, 140, 220);
    int[] deep = Arrays.stream(colours).map(value -> value * 257).toArray();
    for (int[] map : new int[][] {deep, colours}) {
      TiffFile file = TiffFile.of(4, 1, PALETTE, 1, pixels).set(BITS, 2).set(COLOUR_MAP, map);
      assertThat(read(file).rgb()).containsExactly(expected);
    }
  }

  @Test
  void laysDeclaredOpacityOnWhiteAndNoOther() throws IOException {
    byte[] pixel = bytes(10, 20, 30, 51);
    TiffFile file = TiffFile.of(1, 1, RGB, 4, pixel);
    // 51/255 = one fifth: 10 → 206, 20 → 208, 30 → 210
    assertThat(read(file.set(EXTRA, 2)).rgb()).containsExactly(bytes(206, 208, 210));
    // multiplied already: 10 + 204, 20 + 204, 30 + 204
    assertThat(read(file.set(EXTRA, 1)).rgb()).containsExactly(bytes(214, 224, 234));
    assertThat(read(file.set(EXTRA, 0)).rgb()).containsExactly(bytes(10, 20, 30));
    TiffFile silent = TiffFile.of(1, 1, RGB, 4, pixel);
    refuses(silent, "has 4 samples a pixel and does not say what the last 1 are");
    refuses(
        TiffFile.of(1, 1, BLACK_IS_ZERO, 3, bytes(1, 2, 3)).set(EXTRA, 0, 0),
        "has 3 samples a pixel and does not say what the last 2 are");
    assertThat(read(TiffFile.of(1, 1, BLACK_IS_ZERO, 2, bytes(100, 51)).set(EXTRA, 2)).rgb())
        .containsExactly(bytes(224, 224, 224));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32946, 32773})
  void readsStripsTilesAndPlanesOfEachCompression(int compression) throws IOException {
    RgbImage image = Slides.random(50, 37, compression);
    TiffFile strips = new TiffFile(ByteOrder.BIG_ENDIAN);
    byte[][] parts = new byte[4][];
    for (int i = 0; i < 4; i++) {
      parts[i] = stored(part(image, 0, 10 * i, 50, Math.min(10, 37 - 10 * i), -1), compression);
    }
    strips.page(50, 37, RGB, 3, parts).set(278, 10).set(COMPRESSION, compression);
    assertThat(read(strips).rgb()).isEqualTo(image.rgb());

    byte[][] tiles = new byte[12][];
    byte[][] planes = new byte[36][];
    for (int i = 0; i < 12; i++) {
      tiles[i] = stored(part(image, 16 * (i % 4), 16 * (i / 4), 16, 16, -1), compression);
      for (int plane = 0; plane < 3; plane++) {
        planes[12 * plane + i] =
            stored(part(image, 16 * (i % 4), 16 * (i / 4), 16, 16, plane), compression);
      }
    }
    for (byte[][] segments : new byte[][][] {tiles, planes}) {
      TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);
      file.page(50, 37, RGB, 3, segments)
          .set(322, 16)
          .set(323, 16)
          .set(PLANAR, segments == tiles ? 1 : 2)
          .set(COMPRESSION, compression);
      assertThat(read(file).rgb()).isEqualTo(image.rgb());
    }
  }

  /** A rectangle, padded by zeros where the image ends; of one channel, or of all (-1). */
  private static byte[] part(
      RgbImage image, int left, int top, int width, int height, int channel) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        for (int c = Math.max(0, channel); c < (channel < 0 ? 3 : channel + 1); c++) {
          boolean inside = x < image.width() && y < image.height();
          out.write(inside ? image.rgb()[3 * (y * image.width() + x) + c] : 0);
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] stored(byte[] raw, int compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (compression == 1) {
      return raw;
    } else if (compression == 32773) {
      int at = 0;
      for (int i = 0; at < raw.length; i++) {
        int count = Math.min(1 + i % 100, raw.length - at);
        boolean same = raw[at] == raw[at + count - 1] && count == 2;
        out.write(same ? -1 : count - 1);
        out.write(raw, at, same ? 1 : count);
        at += count;
      }
      out.write(-128); // does nothing
      return out.toByteArray();
    }
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(raw);
    }
    return out.toByteArray();
  }

  @Test
  void repeatsBytesOfPackBits() throws IOException {
    byte[] coded = bytes(-3, 7, 1, 8, 9, -128, -1, 5); // 7 four times, 8, 9, nothing, 5 twice
    TiffFile file = TiffFile.of(8, 1, BLACK_IS_ZERO, 1, coded).set(COMPRESSION, 32773);
    byte[] rgb = read(file).rgb();
    int[] expected = {7, 7, 7, 7, 8, 9, 5, 5};
    for (int i = 0; i < 8; i++) {
      assertThat((int) rgb[3 * i]).isEqualTo(expected[i]);
    }
  }

  /** Long enough for codes of 12 bits and for the table to be cleared; the JDK's encoder. */
  @ParameterizedTest
  @CsvSource({"LZW, 1", "LZW, 90", "ZLib, 90"})
  void readsWhatTheJdkCompresses(String compression, int colours) throws IOException {
    byte[] rgb = new byte[3 * 300 * 200];
    Random random = new Random(3);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(colours);
    }
    RgbImage image = new RgbImage(300, 200, rgb);
    for (boolean tiled : new boolean[] {false, true}) {
      Slides.write(root.resolve("a.tif"), new Slides.Page(image, tiled, compression));
      assertThat(ImageFile.of(root, "a.tif").read().rgb()).isEqualTo(rgb);
    }
  }

  @Test
  void addsDifferencesUp() throws IOException {
    byte[] differences = bytes(10, 20, 30, 1, 2, 3, 250, 0, -3);
    TiffFile file =
        TiffFile.of(3, 1, RGB, 3, stored(differences, 8)).set(COMPRESSION, 8).set(PREDICTOR, 2);
    assertThat(read(file).rgb()).containsExactly(bytes(10, 20, 30, 11, 22, 33, 5, 22, 30));
  }

  @Test
  void readsBitsInTheOtherOrder() throws IOException {
    TiffFile file = TiffFile.of(2, 1, BLACK_IS_ZERO, 1, bytes(0b0000_0001, 0b1110_0000));
    assertThat(read(file.set(266, 2)).rgb()).containsExactly(bytes(128, 128, 128, 7, 7, 7));
  }

  @Test
  void readsAMaskAsStored() throws IOException {
    TiffFile.of(3, 1, WHITE_IS_ZERO, 1, bytes(0, 7, 200)).write(root.resolve("m.tif"));
    assertThat(Mask.read(ImageFile.of(root, "m.tif")).codes()).containsExactly(bytes(0, 7, 200));
    ImageIO.write(
        new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY), "jpg", root.resolve("j").toFile());
    byte[] jpeg = java.nio.file.Files.readAllBytes(root.resolve("j"));
    TiffFile.of(9, 9, BLACK_IS_ZERO, 1, jpeg).set(COMPRESSION, 7).write(root.resolve("j.tif"));
    assertThatThrownBy(() -> Mask.read(ImageFile.of(root, "j.tif")))
        .hasMessageContaining("whose compression changes codes");
  }

  @ParameterizedTest
  @CsvSource({
    "5, its colours are CMYK",
    "8, its colours are L*a*b*",
    "9, its colours are L*a*b*",
    "10, its colours are L*a*b*",
    "6, its colours are YCbCr without JPEG compression",
    "32803, its colours are raw data of a camera",
    "77, its colours are of kind 77"
  })
  void refusesColoursThatHaveNoExactRgb(int photometric, String reason) throws IOException {
    refuses(TiffFile.of(1, 1, photometric, 4, bytes(1, 2, 3, 4)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 8, signed numbers of 8 bits",
    "2, 16, signed numbers of 16 bits",
    "3, 16, floating-point numbers of 16 bits",
    "3, 32, floating-point numbers of 32 bits",
    "5, 32, complex numbers of 32 bits",
    "1, 32, 'have 32 bits, more than 16'"
  })
  void refusesSamplesThatHaveNoFixedWhite(int format, int bits, String reason) throws IOException {
    TiffFile file = TiffFile.of(1, 1, BLACK_IS_ZERO, 1, new byte[8]);
    refuses(file.set(FORMAT, format).set(BITS, bits), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "4, CCITT group 4",
    "6, old-style JPEG",
    "33003, JPEG 2000",
    "33004, JPEG 2000",
    "33005, JPEG 2000",
    "34712, JPEG 2000",
    "34925, LZMA",
    "50000, Zstandard",
    "50001, WebP",
    "50002, JPEG XL",
    "4711, number 4711"
  })
  void namesOtherCompressions(int code, String name) throws IOException {
    TiffFile file = TiffFile.of(1, 1, BLACK_IS_ZERO, 1, bytes(1)).set(COMPRESSION, code);
    refuses(
        file,
        "it is compressed as %s, which is not read; save it with JPEG or LZW compression."
            .formatted(name));
  }

  @Test
  void refusesWhatDeclaresMoreThanItHas() throws IOException {
    long before = System.nanoTime();
    refuses(TiffFile.of(9000, 9000, RGB, 3, new byte[99]), "pixels and has");
    refuses(TiffFile.of(60000, 60000, RGB, 3, new byte[99]), "more than the limit of 100 million");
    refuses(TiffFile.of(40, 40, RGB, 3, new byte[99]), "it is truncated");
    refuses(TiffFile.of(40, 40, RGB, 3, new byte[99]).set(273, 1 << 30), "it is truncated");
    refuses(
        TiffFile.of(4, 4, RGB, 3, new byte[99]).set(322, 1 << 30).set(323, 1),
        "strips or tiles are of an impossible size");
    refuses(
        TiffFile.of(4, 4, RGB, 3, new byte[99]).set(322, 1 << 14).set(323, 1 << 14),
        "strips or tiles are of an impossible size");
    assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
  }

  private RgbImage read(TiffFile file) throws IOException {
    file.write(root.resolve("a.tif"));
    return ImageFile.of(root, "a.tif").read();
  }

  private void refuses(TiffFile file, String reason) throws IOException {
    file.write(root.resolve("a.tif"));
    ImageFile image = ImageFile.of(root, "a.tif");
    assertThatThrownBy(image::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("Image " + root.resolve("a.tif"))
        .hasMessageContaining(reason);
  }

  private static byte[] bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }
}
