package org.parfocal.dataset.table.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.PatchSource;
import org.parfocal.imaging.Placement;
import org.parfocal.imaging.PngWriter;
import org.parfocal.imaging.Resampling;
import org.parfocal.testkit.OptionValues;

class TablePyramidsTest {
  private static final String PLAIN = "path,label,patient\na.png,benign,p\nb.png,malignant,q\n";
  private static final String MICRONS =
      "path,label,patient,magnification,microns_per_pixel,centre,place\n"
          + "a.png,benign,p,20X,0.5,Lyon,x\nb.png,malignant,q,20X,0.25,,\n";

  @TempDir Path folder;

  @BeforeEach
  void images() {
    PngWriter.write(random(400, 330), folder.resolve("a.png"));
    PngWriter.write(random(300, 500), folder.resolve("b.png"));
    PngWriter.write(random(260, 256), folder.resolve("narrow.png"));
    PngWriter.write(random(255, 999), folder.resolve("small.png"));
  }

  @Test
  void cutsPlacesTimesScales() throws IOException {
    Dataset dataset = read(PLAIN, Map.of("pyramid_size", 64));

    assertThat(dataset.samples()).hasSize(2 * 4 * 3);
    assertThat(dataset.magnifications()).containsExactly("1px", "2px", "4px");
    assertThat(dataset.samples().stream().map(Sample::place).distinct())
        .containsExactly(
            "a.png#1", "a.png#2", "a.png#3", "a.png#4", "b.png#1", "b.png#2", "b.png#3", "b.png#4");
    Sample second = dataset.samples().get(1);
    assertThat(second.id()).isEqualTo("a.png#1@2px");
    assertThat(second.magnification()).isEqualTo("2px");
    assertThat(second.micronsPerPixel()).isEmpty();
    assertThat(second.patient()).isEqualTo("p");
    assertThat(second.label()).isZero();
    assertThat(dataset.warnings()).isEmpty();
  }

  @Test
  void cutsTheLevelsOfAPlaceAroundOneCentreAtEqualMicrons() throws IOException {
    Dataset dataset =
        read(
            MICRONS,
            Map.of("pyramid_size", 32, "pyramid_microns_per_pixel", new double[] {2, 0.5, 1}));

    assertThat(dataset.magnifications()).containsExactly("0.5um", "1um", "2um");
    for (int i = 0; i < dataset.samples().size(); i += 3) {
      List<Sample> pyramid = dataset.samples().subList(i, i + 3);
      double image = pyramid.get(0).patient().equals("p") ? 0.5 : 0.25;
      Field finest = field(pyramid.get(0));
      for (Sample sample : pyramid) {
        Field field = field(sample);
        assertThat(field.left() + field.edge() / 2).isEqualTo(finest.left() + finest.edge() / 2);
        assertThat(field.top() + field.edge() / 2).isEqualTo(finest.top() + finest.edge() / 2);
        double microns = sample.micronsPerPixel().orElseThrow();
        assertThat(sample.magnification()).isIn("0.5um", "1um", "2um");
        assertThat(field.edge() * image).isEqualTo(32 * microns);
        assertThat(sample.place()).isEqualTo(pyramid.get(0).place());
      }
    }
    assertThat(dataset.samples().get(0).attributes())
        .containsOnly(
            Map.entry("centre", "Lyon"),
            Map.entry("image-magnification", "20X"),
            Map.entry("image-place", "x"));
  }

  @Test
  void givesThePixelsOfItsField() throws IOException {
    Dataset dataset = read(PLAIN, Map.of("pyramid_size", 64));
    RgbImage image = ImageFile.of(folder, "a.png").read();

    for (Sample sample : dataset.samples().subList(0, 12)) {
      Field field = field(sample);
      RgbImage crop =
          Resampling.crop(
              image, (int) field.left(), (int) field.top(), (int) field.edge(), (int) field.edge());
      assertThat(sample.image().read().rgb()).isEqualTo(Resampling.scale(crop, 64, 64).rgb());
    }
  }

  @Test
  void knowsMicronsOfScalesWhereTheTableDoes() throws IOException {
    Dataset dataset =
        read(MICRONS, Map.of("pyramid_size", 32, "pyramid_scales", new double[] {1, 4}));

    assertThat(dataset.samples())
        .extracting(Sample::micronsPerPixel)
        .contains(OptionalDouble.of(0.5), OptionalDouble.of(2), OptionalDouble.of(0.25));
  }

  @Test
  void needsMicronsPerPixelOfEveryRow() {
    assertThatThrownBy(
            () ->
                read(
                    PLAIN,
                    Map.of("pyramid_size", 32, "pyramid_microns_per_pixel", new double[] {1})))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "line 2: the image has no µm per pixel, which dataset.pyramid-microns-per-pixel needs;"
                + " fill the column 'microns_per_pixel', or set dataset.pyramid-scales instead.")
        .hasMessageContaining("line 3: the image has no µm per pixel");
    assertThatThrownBy(
            () ->
                read(
                    MICRONS,
                    Map.of("pyramid_size", 32, "pyramid_microns_per_pixel", new double[] {0.25})))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 2: the image has 0.5 µm per pixel, so");
  }

  @Test
  void takesFewerPlacesWhereAnImageIsSmallAndSaysSo() throws IOException {
    Dataset dataset =
        read(PLAIN + "narrow.png,benign,r\nsmall.png,benign,s\n", Map.of("pyramid_size", 64));

    assertThat(dataset.samples()).hasSize(2 * 12 + 3);
    assertThat(dataset.warnings())
        .containsExactly(
            "Images with room for fewer than 4 places: 1, and with room for none, left out: 1"
                + " (small.png has 255×999 pixels and room for 0).");
  }

  @Test
  void refusesATableWithoutAnyLargeEnoughImage() {
    assertThatThrownBy(() -> read(PLAIN, Map.of("pyramid_size", 224)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "no image is large enough for a pyramid of 224 px at 1px, 2px, 4px (a.png has 400×330"
                + " pixels and room for 0); lower dataset.pyramid-size");
  }

  @Test
  void callsLevelsAsAStudyNamesThem() throws IOException {
    Map<String, Object> options =
        Map.of("pyramid_size", 32, "pyramid_microns_per_pixel", new double[] {2, 0.5});
    Map<String, Object> named = new HashMap<>(options);
    named.put("pyramid_names", new String[] {"low", " high"});
    Dataset plain = read(MICRONS, options);
    Dataset dataset = read(MICRONS, named);

    assertThat(dataset.samples()).hasSameSizeAs(plain.samples());
    for (int i = 0; i < dataset.samples().size(); i++) {
      Sample sample = dataset.samples().get(i);
      String name = sample.micronsPerPixel().orElseThrow() == 2 ? "low" : "high";
      assertThat(sample.magnification()).isEqualTo(name);
      assertThat(sample.id()).isEqualTo(sample.place() + "@" + name);
      assertThat(field(sample)).isEqualTo(field(plain.samples().get(i)));
    }
    assertThat(dataset.manifest()).isNotEqualTo(plain.manifest());
    named.put("pyramid_names", new String[] {"low"});
    assertThatThrownBy(() -> read(MICRONS, named))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "dataset.pyramid-names gives 1 names for the 2 levels of dataset.pyramid-microns-per-pixel");
    named.put("pyramid_names", new String[] {"low", "LOW"});
    assertThatThrownBy(() -> read(MICRONS, named))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gives the name 'LOW' twice");
  }

  @Test
  void placesAreChosenInOtherWays() throws IOException {
    Map<String, Object> rows =
        Map.of("pyramid_size", 64, "pyramid_places", 3, "pyramid_placement", Placement.ROWS);
    // 64 pixels at 1 to 4: the widest field is 256, so that the finest begins at 96.
    assertThat(finest(read(PLAIN, rows)).subList(0, 3))
        .containsExactly(new Field(96, 96, 64), new Field(160, 96, 64), new Field(224, 96, 64));
    Map<String, Object> overlapping = new HashMap<>(rows);
    overlapping.put("pyramid_overlap", 0.75);
    assertThat(finest(read(PLAIN, overlapping)).subList(0, 3))
        .containsExactly(new Field(96, 96, 64), new Field(112, 96, 64), new Field(128, 96, 64));
    assertThat(read(PLAIN, overlapping).manifest()).isNotEqualTo(read(PLAIN, rows).manifest());
  }

  @Test
  void placesAreGivenByAFile() throws IOException {
    Path places = folder.resolve("places.csv");
    Files.writeString(places, "y,path,note,x\n128,a.png,left,128.5\n200,a.png,,272\n");
    Map<String, Object> options =
        Map.of("pyramid_size", 64, "pyramid_places_file", places.toString());
    Dataset dataset = read(PLAIN, options);
    assertThat(finest(dataset)).containsExactly(new Field(96.5, 96, 64), new Field(240, 168, 64));
    assertThat(dataset.samples()).hasSize(2 * 3);
    Files.writeString(places, "path,x,y\na.png,129,128\n");
    assertThat(read(PLAIN, options).manifest()).isNotEqualTo(dataset.manifest());

    assertGivenRefused(
        options, "path,x,y\na.png,127,128\n", "reaches over the border of the image");
    assertGivenRefused(
        options, "path,x,y\nc.png,200,150\n", "images that the data set does not have (c.png)");
    assertGivenRefused(
        options, "path,x,y\na.png,NaN,150\n", "line 2: 'NaN' is no number of pixels");
    assertGivenRefused(options, "path,x,y\na.png,1\n", "line 2: the row lacks path, x or y");
    assertGivenRefused(options, "path,x\na.png,1\n", "needs the columns path, x and y");
  }

  private void assertGivenRefused(Map<String, Object> options, String text, String why)
      throws IOException {
    Files.writeString(folder.resolve("places.csv"), text);
    assertThatThrownBy(() -> read(PLAIN, options))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(why);
  }

  private static List<Field> finest(Dataset dataset) {
    return dataset.samples().stream()
        .filter(sample -> sample.id().endsWith("@1px"))
        .map(TablePyramidsTest::field)
        .toList();
  }

  @Test
  void refusesOptionsThatContradict() {
    assertThatThrownBy(() -> read(PLAIN, Map.of("pyramid_scales", new double[] {1})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dataset.pyramid-scales needs dataset.pyramid-size");
    assertThatThrownBy(
            () ->
                read(
                    MICRONS,
                    Map.of(
                        "pyramid_size",
                        64,
                        "pyramid_scales",
                        new double[] {1},
                        "pyramid_microns_per_pixel",
                        new double[] {1})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("are both set; choose one");
    assertThatThrownBy(() -> read(PLAIN, Map.of("pyramid_size", 5)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("an edge of 5 pixels; give 8 to 4096");
  }

  @Test
  void warnsOfScalesOverSeveralMagnifications() throws IOException {
    Dataset dataset = read(MICRONS.replace("q,20X", "q,40X"), Map.of("pyramid_size", 32));

    assertThat(dataset.warnings()).hasSize(1);
    assertThat(dataset.warnings().get(0)).contains("several magnifications (20X, 40X)");
  }

  @Test
  void namesTheLineOfAnImageThatIsNone() throws IOException {
    Files.writeString(folder.resolve("b.png"), "no image");
    assertThatThrownBy(() -> read(PLAIN, Map.of("pyramid_size", 32)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("line 3: Image")
        .hasMessageContaining("is not a PNG, JPEG or TIFF file");
  }

  @Test
  void changesItsManifestWithThePyramidOnly() throws IOException {
    String without = read(PLAIN, Map.of()).manifest();
    String with = read(PLAIN, Map.of("pyramid_size", 32)).manifest();

    assertThat(with)
        .isNotEqualTo(without)
        .isEqualTo(read(PLAIN, Map.of("pyramid_size", 32)).manifest());
    for (Map<String, Object> other :
        List.<Map<String, Object>>of(
            Map.of("pyramid_size", 33),
            Map.of("pyramid_size", 32, "pyramid_places", 3),
            Map.of("pyramid_size", 32, "pyramid_scales", new double[] {1, 2}))) {
      assertThat(read(PLAIN, other).manifest()).isNotIn(without, with);
    }
    // As it was before there were pyramids.
    assertThat(read(PLAIN, Map.of("pyramid_places", 9)).manifest()).isEqualTo(without);
  }

  private static Field field(Sample sample) {
    return ((PatchSource) sample.image()).field();
  }

  private static RgbImage random(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(width).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  private Dataset read(String text, Map<String, ?> options) throws IOException {
    Path table = Files.writeString(folder.resolve("cohort.csv"), text);
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", table.toString());
    return new TableReader(OptionValues.of(TableOptions.class, all)).read();
  }
}
