package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.JpegFile.Components;

class JpegColoursTest {
  private static final int[] RGB = {'R', 'G', 'B'};

  @TempDir Path root;

  /** Three components of one size, which is where the JDK guesses that they are RGB. */
  private JpegFile plain;

  @BeforeEach
  void encodes() throws IOException {
    plain = JpegFile.of(JpegFile.smooth(40, 24, 3)).identifiers(1, 2, 3);
  }

  @Test
  void takesComponentsWithoutMarkersAsYcbcr() throws IOException {
    assertYcbcr(plain);
    assertYcbcr(plain.identifiers(0, 1, 2));
    assertYcbcr(plain.identifiers('Y', 'C', 'c'));
    assertYcbcr(plain.jfif());
    assertYcbcr(plain.adobe(1));
  }

  @Test
  void takesComponentsAsRgbWhereTheFileSaysSo() throws IOException {
    assertRgb(plain.adobe(0));
    assertRgb(plain.identifiers(RGB));
    // JFIF is always YCbCr, and an Adobe marker says more than names do.
    assertYcbcr(plain.identifiers(RGB).jfif());
    assertYcbcr(plain.identifiers(RGB).adobe(1));
  }

  @Test
  void ignoresProfilesWhateverIsInThem() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    byte[] half = Arrays.copyOf(linear, linear.length / 2);
    byte[] expected = read(plain.jfif()).rgb();
    for (JpegFile file :
        new JpegFile[] {
          plain.jfif().profile(1, 1, linear),
          plain.jfif().profile(1, 1, grey),
          plain.jfif().profile(1, 1, new byte[0]),
          plain.jfif().profile(1, 2, half).profile(1, 2, half),
          plain.jfif().profile(3, 4, half),
          plain.jfif().marker(0xe2, "ICC_PROFILE\0"),
          plain.jfif().marker(0xe1, "Exif\0\0broken")
        }) {
      assertThat(read(file).rgb()).isEqualTo(expected);
    }
    JpegFile dark = JpegFile.of(JpegFile.smooth(40, 24, 1)).jfif();
    assertThat(read(dark.profile(1, 1, grey)).rgb()).isEqualTo(read(dark).rgb());
  }

  @Test
  void readsTilesByWhatTiffDeclares() throws IOException {
    for (int[] ids : new int[][] {{1, 2, 3}, RGB}) {
      JpegFile tile = plain.identifiers(ids);
      Components components = tile.components();
      for (int photometric : new int[] {2, 6}) {
        TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);
        file.page(40, 48, photometric, 3, tile.withoutTables(), tile.withoutTables())
            .tables(tile.sharedTables())
            .set(259, 7)
            .set(278, 24);
        file.write(root.resolve("a.tif"));
        RgbImage image = ImageFile.of(root, "a.tif").read();
        int[] expected = photometric == 2 ? components.values() : rgb(components.values());
        for (int i = 0; i < image.rgb().length; i++) {
          assertThat(image.rgb()[i] & 255).isCloseTo(expected[i % expected.length], within());
        }
      }
    }
  }

  @Test
  void refusesInks() throws IOException {
    JpegFile inks = JpegFile.of(JpegFile.smooth(16, 16, 4));
    for (JpegFile file : new JpegFile[] {inks, inks.adobe(0), inks.adobe(2)}) {
      refuses(file.bytes(), "its colours are CMYK");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 195, it is a lossless JPEG",
    "1, 197, it is a hierarchical JPEG",
    "4, 12, it is a JPEG of 12 bits per sample",
    "8, 0, its header declares no pixels"
  })
  void namesOtherKindsOfJpeg(int offset, int value, String reason) throws IOException {
    refuses(plain.frame(offset, value).bytes(), reason);
  }

  @Test
  void refusesSeveralPictures() throws IOException {
    byte[] one = plain.jfif().bytes();
    refuses(joined(one, one), "it holds several pictures");
    assertThat(read(joined(one, new byte[999])).rgb()).isEqualTo(read(one).rgb());
  }

  @Test
  void looksIntoTheIndexOfPictures() throws IOException {
    // CIPA DC-007: a second picture that is a preview, one of two angles, one of no known kind.
    byte[] one = plain.jfif().bytes();
    assertThat(read(joined(indexed(0x010001).bytes(), one)).rgb()).isEqualTo(read(one).rgb());
    refuses(indexed(0x020002).bytes(), "it holds several pictures");
    refuses(indexed(0).bytes(), "it holds several pictures");
  }

  private JpegFile indexed(int second) {
    int[] index = new int[8 + 2 + 12 + 4 + 32];
    index[0] = index[1] = 'M';
    index[3] = 42;
    index[7] = 8;
    int[] entry = {0, 1, 0xb0, 2, 0, 7, 0, 0, 0, 32, 0, 0, 0, 26};
    System.arraycopy(entry, 0, index, 8, entry.length);
    index[26 + 16 + 1] = second >> 16;
    index[26 + 16 + 3] = second & 255;
    return plain.jfif().marker(0xe2, "MPF\0", index);
  }

  @Test
  void refusesScansWithoutEnd() throws IOException {
    JpegFile progressive = JpegFile.of(JpegFile.smooth(40, 24, 1), "progressive").jfif();
    assertThat(read(progressive).rgb()).hasSize(40 * 24 * 3);
    byte[] bytes = progressive.frame(5, 0x1f).frame(7, 0x1f).bytes(); // 7960×7960
    int last = lastScan(bytes);
    byte[] scan = Arrays.copyOfRange(bytes, last, bytes.length - 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, last);
    for (int i = 0; i < 3000; i++) {
      out.writeBytes(scan);
    }
    out.writeBytes(new byte[] {-1, (byte) 0xd9});
    long before = System.nanoTime();
    refuses(out.toByteArray(), "scans");
    assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
  }

  private static int lastScan(byte[] bytes) {
    int at = bytes.length - 2;
    while (bytes[at] != -1 || (bytes[at + 1] & 255) != 0xda) {
      at--;
    }
    return at;
  }

  @Test
  void refusesAShortFileOfManyPixels() throws IOException {
    byte[] bytes = plain.jfif().frame(5, 0x27).frame(7, 0x27).bytes(); // 10008×10024
    long before = System.nanoTime();
    refuses(Arrays.copyOf(bytes, bytes.length - 2), "Image");
    assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
  }

  private void assertYcbcr(JpegFile file) throws IOException {
    assertPixels(file, rgb(file.components().values()));
  }

  private void assertRgb(JpegFile file) throws IOException {
    assertPixels(file, file.components().values());
  }

  private void assertPixels(JpegFile file, int[] expected) throws IOException {
    byte[] rgb = read(file).rgb();
    assertThat(rgb).hasSize(expected.length);
    for (int i = 0; i < rgb.length; i++) {
      assertThat(rgb[i] & 255).as("value %d", i).isCloseTo(expected[i], within());
    }
  }

  private static org.assertj.core.data.Offset<Integer> within() {
    return org.assertj.core.api.Assertions.within(1);
  }

  /** JFIF 1.02, page 4. */
  private static int[] rgb(int[] ycbcr) {
    int[] rgb = new int[ycbcr.length];
    for (int i = 0; i < rgb.length; i += 3) {
      double y = ycbcr[i];
      double cb = ycbcr[i + 1] - 128;
      double cr = ycbcr[i + 2] - 128;
      double[] colours = {y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb};
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = (int) Math.round(Math.max(0, Math.min(255, colours[c])));
      }
    }
    return rgb;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private RgbImage read(JpegFile file) throws IOException {
    return read(file.bytes());
  }

  private RgbImage read(byte[] bytes) throws IOException {
    Files.write(root.resolve("a.jpg"), bytes);
    return ImageFile.of(root, "a.jpg").read();
  }

  private void refuses(byte[] bytes, String reason) throws IOException {
    Files.write(root.resolve("a.jpg"), bytes);
    ImageFile file = ImageFile.of(root, "a.jpg");
    assertThatThrownBy(file::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("Image " + root.resolve("a.jpg"))
        .hasMessageContaining(reason);
  }
}
