package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.Slides.Page;

class PatchSourceTest {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 220;

  @TempDir Path root;

  @Test
  void averagesTheBoxesOfEveryLevelAroundOneCentre() {
    RgbImage image = Slides.random(WIDTH, HEIGHT, 1);
    PngWriter.write(image, root.resolve("a.png"));
    List<PyramidLevel> levels =
        PyramidShape.ofScales("s", 32, 1, 2, 4, 5.5).levels(OptionalDouble.empty());
    for (Spot spot : PlaceGrid.of(WIDTH, HEIGHT, levels).spread(3)) {
      for (PyramidLevel level : levels) {
        Field field = spot.field(level.field());
        assertThat(field.left() + field.edge() / 2).isEqualTo(spot.x());
        assertThat(field.top() + field.edge() / 2).isEqualTo(spot.y());
        assertClose(patch("a.png", 32, field).read(), naive(image, field, 32), 0.501);
      }
    }
  }

  @Test
  void countsCutPixelsByTheirShare() {
    RgbImage image = Slides.random(60, 50, 2);
    PngWriter.write(image, root.resolve("a.png"));
    Random random = new Random(3);
    for (int round = 0; round < 30; round++) {
      double edge = 9 + random.nextDouble() * 35;
      Field field =
          new Field(random.nextDouble() * (60 - edge), random.nextDouble() * (50 - edge), edge);
      assertClose(patch("a.png", 8, field).read(), naive(image, field, 8), 0.502);
    }
  }

  @Test
  void cutsTheSamePixelsOutOfEveryFormat() throws IOException {
    RgbImage image = Slides.smooth(WIDTH, HEIGHT);
    BufferedImage awt = Slides.awt(image);
    PngWriter.write(image, root.resolve("a.png"));
    ImageIO.write(awt, "jpg", root.resolve("a.jpg").toFile());
    ImageIO.write(awt, "tif", root.resolve("strips.tif").toFile());
    Slides.write(root.resolve("tiles.svs"), new Page(image, true, "LZW"));
    ImageIO.write(grey(awt), "png", root.resolve("grey.png").toFile());
    ImageIO.write(palette(awt), "png", root.resolve("palette.png").toFile());

    for (String name :
        List.of("a.png", "a.jpg", "strips.tif", "tiles.svs", "grey.png", "palette.png")) {
      RgbImage whole = ImageFile.of(root, name).read();
      for (Field field :
          List.of(new Field(0, 0, 64), new Field(101, 57, 99), new Field(80, 0, 220))) {
        RgbImage expected =
            Resampling.scale(
                Resampling.crop(
                    whole,
                    (int) field.left(),
                    (int) field.top(),
                    (int) field.edge(),
                    (int) field.edge()),
                48,
                48);
        assertThat(patch(name, 48, field).read().rgb()).as(name).isEqualTo(expected.rgb());
      }
    }
    assertThat(ImageHeader.read(root.resolve("tiles.svs")).misnamed()).isFalse();
  }

  @Test
  void takesAlongTheSamePixelsAsAlone() throws IOException {
    RgbImage image = Slides.random(WIDTH, HEIGHT, 4);
    PngWriter.write(image, root.resolve("a.png"));
    Slides.write(root.resolve("a.tif"), new Page(image, true, "LZW"));
    List<Field> fields =
        List.of(
            new Field(50, 50, 100),
            new Field(75, 75, 50),
            new Field(200, 120, 100),
            new Field(150.5, 10.25, 77.5));

    assertThat(taken("a.png", fields, 1).keySet()).containsExactlyInAnyOrderElementsOf(fields);
    // Tiles elsewhere would cost decoding of their own.
    assertThat(taken("a.tif", fields, 0).keySet()).containsExactly(fields.get(0), fields.get(1));
    assertThat(taken("a.tif", fields, 1).keySet()).containsExactly(fields.get(1));
    for (String name : List.of("a.png", "a.tif")) {
      taken(name, fields, 0)
          .forEach(
              (field, pixels) ->
                  assertThat(pixels.rgb()).isEqualTo(patch(name, 25, field).read().rgb()));
    }
  }

  private Map<Field, RgbImage> taken(String name, List<Field> fields, int wanted) {
    Map<Field, RgbImage> taken = new LinkedHashMap<>();
    PatchSheet.of(ImageFile.of(root, name), 25, fields)
        .patches()
        .get(wanted)
        .readTogether((patch, pixels) -> taken.put(((PatchSource) patch).field(), pixels));
    return taken;
  }

  @Test
  void decodesOnlyTheTilesThatAPatchNeeds() throws IOException {
    Path file = root.resolve("a.svs");
    Slides.write(file, new Page(Slides.smooth(512, 512), true, "JPEG"));
    RgbImage before = patch("a.svs", 64, new Field(300, 300, 128)).read();

    // The first tile starts soon after the header; break it.
    byte[] bytes = Files.readAllBytes(file);
    int tile = Slides.firstTile(bytes);
    Arrays.fill(bytes, tile, tile + 200, (byte) 0);
    Files.write(file, bytes);

    assertThat(patch("a.svs", 64, new Field(300, 300, 128)).read().rgb()).isEqualTo(before.rgb());
    assertThatThrownBy(() -> patch("a.svs", 64, new Field(0, 0, 128)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("a.svs cannot be read");
  }

  @Test
  void readsTheSmallestReductionThatIsFineEnough() throws IOException {
    // Pages of one colour each tell which one was read.
    Slides.write(
        root.resolve("a.svs"),
        new Page(Slides.plain(1026, 770, 10), true, "JPEG"),
        new Page(Slides.plain(342, 256, 90), false, "JPEG").reduced(), // thumbnail, in strips
        new Page(Slides.plain(256, 192, 40), true, "JPEG"), // by 4, rounded down
        new Page(Slides.plain(65, 49, 160), true, "JPEG"), // by 16, rounded up
        new Page(Slides.plain(300, 190, 200), true, "JPEG").reduced()); // overview of another shape

    assertThat(grey("a.svs", new Field(0, 0, 64))).isEqualTo(10);
    assertThat(grey("a.svs", new Field(0, 0, 192))).isEqualTo(10);
    assertThat(grey("a.svs", new Field(4, 8, 256))).isEqualTo(40);
    assertThat(grey("a.svs", new Field(6, 9, 7 * 64))).isEqualTo(10);
    // Borders that cut its pixels would blur it.
    assertThat(grey("a.svs", new Field(5, 8, 256))).isEqualTo(10);
    assertThat(grey("a.svs", new Field(5, 8, 512))).isEqualTo(40);
    // A page rounded down lacks the last pixels.
    assertThat(grey("a.svs", new Field(514, 8, 512))).isEqualTo(10);
  }

  @Test
  void readsReductionsAtTheSamePlace() throws IOException {
    RgbImage image = Slides.random(512, 384, 5);
    Slides.write(
        root.resolve("a.tif"),
        new Page(image, true, "LZW"),
        new Page(Resampling.scale(image, 256, 192), true, "LZW"));
    // The page's values are rounded to whole numbers.
    Field whole = new Field(34, 46, 256);
    assertClose(patch("a.tif", 64, whole).read(), naive(image, whole, 64), 1.01);

    // Borders cut the page's pixels: a patch's pixel takes them by halves, and stays in its place.
    RgbImage smooth = Slides.smooth(512, 384);
    Slides.write(
        root.resolve("b.tif"),
        new Page(smooth, true, "LZW"),
        new Page(Resampling.scale(smooth, 256, 192), true, "LZW"));
    Field cut = new Field(33, 47, 256);
    assertClose(patch("b.tif", 64, cut).read(), naive(smooth, cut, 64), 1.2);
  }

  private int grey(String name, Field field) {
    RgbImage read = patch(name, 64, field).read();
    assertThat(read.width()).isEqualTo(64);
    return read.rgb()[0] & 255;
  }

  @Test
  void hasAKeyOfFileFieldAndSize() {
    PngWriter.write(Slides.random(64, 64, 1), root.resolve("a.png"));
    String key = patch("a.png", 16, new Field(0, 0, 32)).key();
    assertThat(patch("a.png", 16, new Field(0, 0, 32)).key()).isEqualTo(key);
    assertThat(patch("a.png", 32, new Field(0, 0, 32)).key()).isNotEqualTo(key);
    assertThat(patch("a.png", 16, new Field(0, 1, 32)).key()).isNotEqualTo(key);
    assertThat(patch("a.png", 16, new Field(0, 0, 33)).key()).isNotEqualTo(key);
    assertThat(key).startsWith(ImageFile.of(root, "a.png").key());
    assertThat(patch("a.png", 16, new Field(5, 6, 32)))
        .hasToString(root.resolve("a.png") + ", 32×32 pixels at 5, 6");
  }

  @Test
  void saysThatAnImageBecameSmaller() {
    PngWriter.write(Slides.random(64, 64, 1), root.resolve("a.png"));
    assertThatThrownBy(() -> patch("a.png", 16, new Field(40, 0, 32)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("a.png has 64×64 pixels and does not hold the field of 32.0 pixels");
  }

  @Test
  void refusesAFieldTooLargeToDecodeBeforeAllocatingIt() throws IOException {
    Files.write(root.resolve("huge.png"), Slides.headerOnly(60_000, 60_000));
    assertThatThrownBy(() -> patch("huge.png", 64, new Field(0, 0, 50_000)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "would need 50000×50000 pixels decoded at once, more than 64 million");
  }

  @Test
  void namesCompressionsAndFormatsThatAreNotRead() throws IOException {
    Slides.write(root.resolve("a.svs"), new Page(Slides.smooth(300, 300), true, "JPEG"));
    byte[] bytes = Files.readAllBytes(root.resolve("a.svs"));
    Slides.setCompression(bytes, 33005);
    Files.write(root.resolve("a.svs"), bytes);
    assertThatThrownBy(() -> patch("a.svs", 64, new Field(0, 0, 64)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Image %s cannot be read: it is compressed as JPEG 2000, which is not read; save it with JPEG or LZW compression."
                .formatted(root.resolve("a.svs")));

    ByteBuffer big = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    big.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8);
    Files.write(root.resolve("big.svs"), big.array());
    assertThatThrownBy(() -> patch("big.svs", 64, new Field(0, 0, 64)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("is a BigTIFF file, which is not read");
  }

  @Test
  void refusesADamagedPngOfWhichThePatchIsSound() throws IOException {
    PngWriter.write(Slides.random(64, 640, 1), root.resolve("a.png"));
    byte[] bytes = Files.readAllBytes(root.resolve("a.png"));
    Files.write(root.resolve("a.png"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> patch("a.png", 16, new Field(0, 0, 32)).read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("it is truncated");
  }

  private PatchSource patch(String name, int size, Field field) {
    return PatchSheet.of(ImageFile.of(root, name), size, List.of(field)).patches().get(0);
  }

  /** Every output pixel is the mean of what lies under it, pixel by pixel. */
  private static double[] naive(RgbImage image, Field field, int size) {
    double step = field.edge() / size;
    double[] means = new double[size * size * 3];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double left = field.left() + x * step;
        double top = field.top() + y * step;
        for (int row = (int) top; row < Math.min(image.height(), top + step); row++) {
          for (int column = (int) left; column < Math.min(image.width(), left + step); column++) {
            double share = overlap(left, step, column) * overlap(top, step, row) / step / step;
            for (int channel = 0; channel < 3; channel++) {
              means[(y * size + x) * 3 + channel] +=
                  share * (image.rgb()[(row * image.width() + column) * 3 + channel] & 255);
            }
          }
        }
      }
    }
    return means;
  }

  private static double overlap(double begin, double length, int pixel) {
    return Math.max(0, Math.min(begin + length, pixel + 1.0) - Math.max(begin, pixel));
  }

  private static void assertClose(RgbImage actual, double[] expected, double tolerance) {
    assertThat(actual.rgb()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) (actual.rgb()[i] & 255))
          .isBetween(expected[i] - tolerance, expected[i] + tolerance);
    }
  }

  private static BufferedImage grey(BufferedImage image) {
    return redrawn(image, BufferedImage.TYPE_BYTE_GRAY);
  }

  private static BufferedImage palette(BufferedImage image) {
    return redrawn(image, BufferedImage.TYPE_BYTE_INDEXED);
  }

  private static BufferedImage redrawn(BufferedImage image, int type) {
    BufferedImage other = new BufferedImage(image.getWidth(), image.getHeight(), type);
    other.createGraphics().drawImage(image, 0, 0, null);
    return other;
  }
}
