package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sha256;

class ImageFileTest {
  @TempDir Path root;

  @Test
  void readsWhatPngWriterWrote() {
    RgbImage image = random(37, 23);
    PngWriter.write(image, root.resolve("a/b.png"));

    RgbImage read = ImageFile.of(root, "a/b.png").read();

    assertThat(read.width()).isEqualTo(37);
    assertThat(read.height()).isEqualTo(23);
    assertThat(read.rgb()).isEqualTo(image.rgb());
  }

  @Test
  void writesTheSameBytesTwiceAndLeavesNoOtherFile() throws IOException {
    PngWriter.write(random(20, 20), root.resolve("a.png"));
    byte[] first = Files.readAllBytes(root.resolve("a.png"));
    PngWriter.write(random(20, 20), root.resolve("a.png"));

    assertThat(Files.readAllBytes(root.resolve("a.png"))).isEqualTo(first);
    try (var files = Files.list(root)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void doesNotLeaveItsRoot() throws IOException {
    Path inner = Files.createDirectories(root.resolve("inner"));
    PngWriter.write(random(2, 2), root.resolve("secret.png"));
    for (String path :
        new String[] {
          "../secret.png",
          "x/../../secret.png",
          "..\\secret.png",
          root.resolve("secret.png").toString(),
          inner.resolve("../secret.png").toString(),
          inner.toString(),
          ""
        }) {
      assertThatThrownBy(() -> ImageFile.of(inner, path))
          .as(path)
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("outside of the data set's folder");
    }
    assertThatThrownBy(() -> ImageFile.of(inner, "a\0b.png"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("not a valid path");
  }

  @Test
  void followsLinksWhereverTheyLead(@TempDir Path store) throws IOException {
    PngWriter.write(random(2, 2), store.resolve("objects/8f"));
    PngWriter.write(random(2, 2), store.resolve("more/b.png"));
    Files.createSymbolicLink(root.resolve("a.png"), store.resolve("objects/8f"));
    Files.createSymbolicLink(root.resolve("more"), store.resolve("more"));
    for (String path : new String[] {"a.png", "more/b.png"}) {
      ImageFile file = ImageFile.of(root, path);
      assertThat(file.relative()).isEqualTo(path);
      assertThat(file.read().rgb()).isEqualTo(random(2, 2).rgb());
    }
    String key = ImageFile.of(root, "a.png").key();
    PngWriter.write(random(3, 3), store.resolve("objects/8f"));
    assertThat(ImageFile.of(root, "a.png").key()).isNotEqualTo(key);

    Files.delete(store.resolve("objects/8f"));
    assertThatThrownBy(() -> ImageFile.of(root, "a.png"))
        .hasMessageContaining("it is a link to a file that is not there; fetch that file");
  }

  @Test
  void findsAFileByTheSpellingsOfOtherSystems(@TempDir Path elsewhere) throws IOException {
    String composed = "M\u00fcller";
    String decomposed = "Mu\u0308ller";
    PngWriter.write(random(2, 2), root.resolve(decomposed + "/" + composed + ".PNG"));
    String onDisk = decomposed + "/" + composed + ".PNG";
    Path linked = Files.createSymbolicLink(elsewhere.resolve("data"), root);
    for (String path :
        new String[] {
          onDisk,
          composed + "/" + decomposed + ".png",
          composed + "\\" + composed + ".PNG",
          ".\\" + decomposed + "\\" + composed + ".png",
          root.resolve(onDisk).toString(),
          linked.resolve(onDisk).toString()
        }) {
      assertThat(ImageFile.of(root, path).relative()).as(path).isEqualTo(onDisk);
    }
    // What is there as it is written is never taken for something else.
    PngWriter.write(random(2, 2), root.resolve("a\\b.png"));
    PngWriter.write(random(3, 3), root.resolve("a/b.png"));
    assertThat(ImageFile.of(root, "a\\b.png").read().width()).isEqualTo(2);
  }

  @Test
  void acceptsARootThatIsNotNormal() throws IOException {
    Files.createDirectories(root.resolve("inner"));
    PngWriter.write(random(2, 2), root.resolve("a/b.png"));
    ImageFile file = ImageFile.of(root.resolve("inner/.."), "a/./b.png");
    assertThat(file.relative()).isEqualTo("a/b.png");
    assertThat(file.read().width()).isEqualTo(2);
    assertThat(file.key()).isEqualTo(ImageFile.of(root, "a/b.png").key());
  }

  @Test
  void saysWhyAFileCannotBeWritten() throws IOException {
    Files.createFile(root.resolve("file"));
    assertThatThrownBy(() -> PngWriter.write(random(2, 2), root.resolve("file/a.png")))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("a.png cannot be written: ");
    Files.createDirectories(root.resolve("folder.png/full"));
    assertThatThrownBy(() -> PngWriter.write(random(2, 2), root.resolve("folder.png")))
        .isInstanceOf(OutputException.class);
    try (var files = Files.list(root)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("file", "folder.png");
    }
  }

  @Test
  void followsLinksThatStayInside() throws IOException {
    PngWriter.write(random(2, 2), root.resolve("real.png"));
    Files.createSymbolicLink(root.resolve("link.png"), root.resolve("real.png"));

    assertThat(ImageFile.of(root, "link.png").read().rgb()).isEqualTo(random(2, 2).rgb());
  }

  @Test
  void hasItsContentAsKey() throws IOException {
    Path file = root.resolve("a.png");
    PngWriter.write(random(2, 2), file);
    ImageFile before = ImageFile.of(root, "./x/../a.png");
    Files.setLastModifiedTime(file, FileTime.fromMillis(12345));

    assertThat(before.relative()).isEqualTo("a.png");
    assertThat(before.key()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
    Files.move(file, root.resolve("b.png"));
    assertThat(ImageFile.of(root, "b.png").key()).isEqualTo(before.key());
    PngWriter.write(random(2, 3), root.resolve("b.png"));
    assertThat(ImageFile.of(root, "b.png").key()).isNotEqualTo(before.key());
  }

  /** Its pixels would be cached under the content that it had. */
  @Test
  void refusesToBeReadIfItChangedAfterItsKeyWasAsked() throws IOException {
    PngWriter.write(random(2, 2), root.resolve("a.png"));
    ImageFile file = ImageFile.of(root, "a.png");
    assertThat(file.key()).isNotEmpty();
    PngWriter.write(random(3, 3), root.resolve("a.png"));

    assertUnreadable(file, "changed after the study looked at it");
    assertThatThrownBy(
            () ->
                PatchSheet.of(file, 2, List.of(new Field(0, 0, 2)))
                    .patches()
                    .get(0)
                    .readTogether((source, image) -> {}))
        .hasMessageContaining("changed after the study looked at it");
  }

  @Test
  void saysThatAFileIsMissing() throws IOException {
    assertThatThrownBy(() -> ImageFile.of(root, "no.png"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no.png cannot be opened: it does not exist.");
    PngWriter.write(random(2, 2), root.resolve("gone.png"));
    ImageFile file = ImageFile.of(root, "gone.png");
    Files.delete(root.resolve("gone.png"));
    assertUnreadable(file, "it does not exist");
    Files.createDirectory(root.resolve("gone.png"));
    assertThatThrownBy(() -> ImageFile.of(root, "gone.png")).hasMessageContaining("is not a file");
  }

  @Test
  void saysThatAFileIsEmptyOrNoImage() throws IOException {
    Files.createFile(root.resolve("empty.png"));
    assertUnreadable(ImageFile.of(root, "empty.png"), "is empty (zero bytes)");
    if (OS.LINUX.isCurrentOs()) {
      Files.createSymbolicLink(root.resolve("system.png"), Path.of("/proc/version"));
      assertUnreadable(ImageFile.of(root, "system.png"), "is empty (zero bytes)");
    }
    Files.writeString(root.resolve("text.png"), "<html>not found</html>");
    assertUnreadable(
        ImageFile.of(root, "text.png"), "is not a PNG, JPEG or TIFF file but a web page");
    Files.writeString(
        root.resolve("pointer.png"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    assertUnreadable(
        ImageFile.of(root, "pointer.png"),
        "is not a PNG, JPEG or TIFF file but a Git LFS pointer, which stands for the file; fetch");
    Files.write(root.resolve("short.png"), new byte[] {(byte) 0x89});
    assertUnreadable(
        ImageFile.of(root, "short.png"), "is not a PNG, JPEG or TIFF file (it begins with");
  }

  @Test
  void saysThatAFileIsTruncatedInEveryFormat() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    new Random(1).ints(64 * 64).forEach(i -> image.setRGB((i & 63), (i >> 6 & 63), i));
    for (String format : new String[] {"png", "jpg", "tif"}) {
      Path file = root.resolve("whole." + format);
      assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
      byte[] bytes = Files.readAllBytes(file);
      for (int keep : new int[] {9, 12, 30, bytes.length / 2, bytes.length - 40}) {
        Path cut = root.resolve("cut." + format);
        Files.write(cut, Arrays.copyOf(bytes, keep));
        assertUnreadable(ImageFile.of(root, "cut." + format), "cannot be read");
      }
    }
  }

  @Test
  void noticesEveryDamagedByteOfAPng() throws IOException {
    Path file = root.resolve("a.png");
    PngWriter.write(random(9, 9), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 8; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x11;
      Files.write(file, damaged);
      assertUnreadable(ImageFile.of(root, "a.png"), "a.png");
    }
  }

  @Test
  void survivesRandomlyDamagedFiles() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(7);
    for (String format : new String[] {"png", "jpg", "tif"}) {
      Path file = root.resolve("fuzz." + format);
      ImageIO.write(image, format, file.toFile());
      byte[] bytes = Files.readAllBytes(file);
      for (int round = 0; round < 300; round++) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i < 6; i++) {
          damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt(256);
        }
        Files.write(file, damaged);
        try {
          ImageFile.of(root, "fuzz." + format).read();
        } catch (DatasetException expected) {
          assertThat(expected.getMessage()).contains("fuzz.").hasLineCount(1);
        }
      }
    }
  }

  @Test
  void refusesHugeDimensionsBeforeDecoding() throws IOException {
    Files.write(root.resolve("bomb.png"), png(60_000, 60_000, 8, 2, new byte[100]));
    long before = System.nanoTime();
    assertUnreadable(
        ImageFile.of(root, "bomb.png"),
        "declares 60000×60000 pixels, more than the limit of 100 million");
    assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);

    PngWriter.write(random(11, 10), root.resolve("small.png"));
    assertUnreadable(ImageFile.of(root, "small.png", 109), "more than the limit");
    assertThat(ImageFile.of(root, "small.png", 110).read().width()).isEqualTo(11);
  }

  @Test
  void decodesByContentAndTellsThatTheNameIsWrong() throws IOException {
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_3BYTE_BGR);
    ImageIO.write(image, "jpg", root.resolve("a.png").toFile());

    assertThat(ImageFile.of(root, "a.png").read().width()).isEqualTo(8);
    assertThat(ImageFile.of(root, "a.png").header())
        .isEqualTo(new ImageHeader(ImageFormat.JPEG, 8, 4, true));
    ImageIO.write(image, "tif", root.resolve("b.TIFF").toFile());
    assertThat(ImageFile.of(root, "b.TIFF").header())
        .isEqualTo(new ImageHeader(ImageFormat.TIFF, 8, 4, false));
  }

  @Test
  void keepsStoredGreyValues() throws IOException {
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 256; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
      deep.getRaster().setSample(x, 0, 0, x * 257 + (x < 255 ? 100 : 0));
    }
    for (String format : new String[] {"png", "tif"}) {
      ImageIO.write(grey, format, root.resolve("grey." + format).toFile());
      ImageIO.write(deep, format, root.resolve("deep." + format).toFile());
      for (String name : new String[] {"grey.", "deep."}) {
        byte[] rgb = ImageFile.of(root, name + format).read().rgb();
        for (int x = 0; x < 256; x++) {
          assertThat(new int[] {rgb[3 * x] & 255, rgb[3 * x + 1] & 255, rgb[3 * x + 2] & 255})
              .as(name + format)
              .containsExactly(x, x, x);
        }
      }
    }
  }

  @Test
  void readsGreyOfFewBitsAndPalettes() throws IOException {
    for (int bits : new int[] {1, 2, 4}) {
      Files.write(
          root.resolve("grey.png"), png(2, 1, bits, 0, new byte[] {0, (byte) (255 << 8 - bits)}));
      assertThat(ImageFile.of(root, "grey.png").read().rgb())
          .as(bits + " bits")
          .containsExactly(-1, -1, -1, 0, 0, 0);
    }
    byte[] red = {10, (byte) 200};
    byte[] green = {20, (byte) 210};
    byte[] blue = {30, (byte) 220};
    BufferedImage palette =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue));
    palette.getRaster().setSample(1, 0, 0, 1);
    ImageIO.write(palette, "png", root.resolve("palette.png").toFile());
    assertThat(ImageFile.of(root, "palette.png").read().rgb())
        .containsExactly(10, 20, 30, 200, 210, 220);
  }

  @Test
  void reads16BitRgb() throws IOException {
    byte[] row = {0, 0x12, (byte) 0x80, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    Files.write(root.resolve("deep.png"), png(1, 1, 16, 2, row));

    // 0x1280 / 257 = 18.43, 0x7fff / 257 = 127.498
    assertThat(ImageFile.of(root, "deep.png").read().rgb()).containsExactly(18, 127, 255);
  }

  @Test
  void laysTransparentPixelsOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, new Color(10, 20, 30, 0).getRGB());
    image.setRGB(1, 0, new Color(10, 20, 30, 255).getRGB());
    image.setRGB(2, 0, new Color(0, 100, 255, 51).getRGB());
    ImageIO.write(image, "png", root.resolve("alpha.png").toFile());

    // 51/255 = one fifth: 0 → 204, 100 → 224, 255 → 255
    assertThat(ImageFile.of(root, "alpha.png").read().rgb())
        .containsExactly(255, 255, 255, 10, 20, 30, 204, 224, 255);

    Files.write(root.resolve("greyalpha.png"), png(1, 1, 8, 4, new byte[] {0, 100, 51}));
    assertThat(ImageFile.of(root, "greyalpha.png").read().rgb()).containsExactly(224, 224, 224);
  }

  @Test
  void refusesAnAnimation() throws IOException {
    for (int frames = 1; frames <= 2; frames++) {
      byte[] animated =
          png(
              1,
              1,
              8,
              0,
              new byte[] {0, 100},
              "acTL",
              new byte[] {0, 0, 0, (byte) frames, 0, 0, 0, 0});
      Files.write(root.resolve(frames + ".png"), animated);
    }
    assertThat(ImageFile.of(root, "1.png").read().rgb()).containsExactly(100, 100, 100);
    assertUnreadable(ImageFile.of(root, "2.png"), "it is an animation");
  }

  @Test
  void laysATransparentColourOnWhite() throws IOException {
    byte[] rows = {0, 10, 20, 30, 10, 20, 31};
    Files.write(
        root.resolve("rgb.png"), png(2, 1, 8, 2, rows, "tRNS", new byte[] {0, 10, 0, 20, 0, 30}));
    assertThat(ImageFile.of(root, "rgb.png").read().rgb())
        .containsExactly(255, 255, 255, 10, 20, 31);
    byte[] grey = {0, 0b01_10_00_00};
    Files.write(root.resolve("grey.png"), png(2, 1, 2, 0, grey, "tRNS", new byte[] {0, 1}));
    assertUnreadable(
        ImageFile.of(root, "grey.png"),
        "it has a transparent grey of 2 or 4 bits, which is not read");
  }

  @Test
  void ignoresGammaAndProfilesOfAPng() throws IOException {
    byte[] row = {0, 10, 100, (byte) 200};
    byte[] linear = {0, 1, (byte) 0x86, (byte) 0xa0};
    Files.write(root.resolve("gamma.png"), png(1, 1, 8, 2, row, "gAMA", linear));
    Files.write(
        root.resolve("broken.png"),
        png(1, 1, 8, 2, row, "iCCP", "x\0\0broken".getBytes(StandardCharsets.US_ASCII)));
    for (String name : new String[] {"gamma.png", "broken.png"}) {
      assertThat(ImageFile.of(root, name).read().rgb()).containsExactly(10, 100, 200);
    }
  }

  private void assertUnreadable(ImageFile file, String words) {
    assertThatThrownBy(file::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(file.path().getFileName().toString())
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).endsWith("."));
  }

  private static RgbImage random(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(5).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  /** A PNG written by the specification, with one filtered row given. */
  private static byte[] png(int width, int height, int bits, int colours, byte[] rows)
      throws IOException {
    return png(width, height, bits, colours, rows, "", new byte[0]);
  }

  /** With a chunk before the pixels. */
  private static byte[] png(
      int width, int height, int bits, int colours, byte[] rows, String type, byte[] chunk)
      throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {(byte) bits, (byte) colours, 0, 0, 0});
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(data)) {
      deflate.write(rows);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeLong(0x89504e470d0a1a0aL);
    chunk(out, "IHDR", header.toByteArray());
    if (!type.isEmpty()) {
      chunk(out, type, chunk);
    }
    chunk(out, "IDAT", data.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    out.writeInt(data.length);
    out.writeBytes(type);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
