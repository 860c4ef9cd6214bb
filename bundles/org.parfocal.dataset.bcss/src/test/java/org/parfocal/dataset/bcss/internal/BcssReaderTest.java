package org.parfocal.dataset.bcss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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
import org.parfocal.imaging.Resampling;

class BcssReaderTest {
  private static final String OTHER = "TCGA-OL-A66P-DX1_xmin1_ymin2_MPP-0.2500";

  @TempDir Path root;
  private MadeUp bcss = new MadeUp(Path.of(""));

  @BeforeEach
  void empty() {
    bcss = new MadeUp(root);
  }

  @Test
  void cutsLabelledConcentricPatches() throws IOException {
    // The left half is tumour, the right half stroma.
    bcss.region(MadeUp.REGION, 192, 128, (x, y) -> x < 96 ? 1 : 2);

    Dataset dataset = bcss.read(Map.of());

    assertThat(dataset.name()).isEqualTo("BCSS");
    assertThat(dataset.classes()).containsExactly("other", "tumor");
    assertThat(dataset.magnifications()).containsExactly("0.25um", "0.5um", "1um");
    assertThat(dataset.licence()).contains("CC0");
    assertThat(dataset.samples()).hasSize(2 * 8 * 3);
    RgbImage image = ImageFile.of(root, "images/" + MadeUp.REGION + ".png").read();
    for (int i = 0; i < dataset.samples().size(); i += 3) {
      List<Sample> pyramid = dataset.samples().subList(i, i + 3);
      Field finest = field(pyramid.get(0));
      assertThat(finest.edge()).isEqualTo(16);
      for (Sample sample : pyramid) {
        Field field = field(sample);
        assertThat(field.edge() * 0.25).isEqualTo(16 * sample.micronsPerPixel().orElseThrow());
        assertThat(field.left() + field.edge() / 2).isEqualTo(finest.left() + 8);
        assertThat(field.top() + field.edge() / 2).isEqualTo(finest.top() + 8);
        assertThat(sample.label()).isEqualTo(finest.left() + 8 < 96 ? 1 : 0);
        assertThat(sample.place())
            .isEqualTo("%s#x%.0fy%.0f".formatted(MadeUp.REGION, finest.left(), finest.top()));
        assertThat(sample.id()).isEqualTo(sample.place() + "@" + sample.magnification());
        int edge = (int) field.edge();
        assertThat(sample.image().read().rgb())
            .isEqualTo(
                Resampling.scale(
                        Resampling.crop(image, (int) field.left(), (int) field.top(), edge, edge),
                        16,
                        16)
                    .rgb());
      }
    }
  }

  @Test
  void takesPatientSlideAndInstituteFromTheName() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> 1).region(OTHER, 128, 128, (x, y) -> 2);

    Dataset dataset = bcss.read(Map.of("places", 1));

    Sample first = dataset.samples().get(0);
    assertThat(first.patient()).isEqualTo("TCGA-A1-A0SK");
    assertThat(first.slide()).isEqualTo("TCGA-A1-A0SK-DX1");
    assertThat(first.attributes())
        .containsOnly(
            Map.entry("institute", "A1"),
            Map.entry("region", MadeUp.REGION),
            Map.entry("share", "1.000"),
            Map.entry("split", "train"));
    assertThat(dataset.samples().get(3).attributes())
        .containsEntry("institute", "OL")
        .containsEntry("split", "test");
    assertThat(dataset.samples()).hasSize(6);
    assertThat(dataset.warnings()).isEmpty();
  }

  @Test
  void labelsByTheMajorityWithAMinimumShare() throws IOException {
    // Every field of 16 × 16: 9 columns of dcis, 4 of stroma, 3 outside.
    bcss.region(MadeUp.REGION, 64, 64, (x, y) -> x % 16 < 9 ? 20 : x % 16 < 13 ? 2 : 0);
    Map<String, Object> finest = Map.of("microns_per_pixel", new double[] {0.25});

    assertThat(bcss.read(finest).samples())
        .hasSize(8)
        .allSatisfy(s -> assertThat(s.label()).isEqualTo(1))
        .allSatisfy(s -> assertThat(s.attributes()).containsEntry("share", "0.563"));
    assertThatThrownBy(() -> bcss.read(with(finest, "minimum_share", 0.57)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("16 places have no class");
    // The pixel in the middle is in column 8.
    assertThat(
            bcss.read(with(finest, "label", FieldLabel.Rule.CENTRE, "minimum_share", 1.0))
                .samples())
        .allSatisfy(s -> assertThat(s.label()).isEqualTo(1));
    bcss.mask(MadeUp.REGION, 64, 64, (x, y) -> x % 16 == 8 ? 2 : 20);
    assertThat(bcss.read(with(finest, "label", FieldLabel.Rule.CENTRE)).samples())
        .allSatisfy(s -> assertThat(s.label()).isZero());
  }

  @Test
  void givesWhatIsNotAnnotatedNoClass() throws IOException {
    bcss.region(MadeUp.REGION, 128, 64, (x, y) -> x < 64 ? 1 : y < 32 ? 0 : y < 48 ? 7 : 15);

    Dataset dataset = bcss.read(Map.of("microns_per_pixel", new double[] {0.25}, "places", 1000));

    assertThat(dataset.samples())
        .hasSize(16)
        .allSatisfy(s -> assertThat(field(s).left()).isLessThan(64));
    assertThat(dataset.warnings())
        .containsExactly(
            "16 places have no class, or no clear one, and are left out.",
            "No place has the class other.");
  }

  @Test
  void groupsCodesAsConfigured() throws IOException {
    bcss.region(MadeUp.REGION, 192, 64, (x, y) -> x < 64 ? 1 : x < 128 ? 2 : 3);

    Dataset dataset =
        bcss.read(
            Map.of(
                "microns_per_pixel",
                new double[] {0.25},
                "classes",
                new String[] {
                  "immune = lymphocytic_infiltrate + plasma_cells", "rest=tumor+stroma"
                }));

    assertThat(dataset.classes()).containsExactly("immune", "rest");
    assertThat(dataset.samples())
        .allSatisfy(s -> assertThat(s.label()).isEqualTo(field(s).left() >= 128 ? 0 : 1));
  }

  @Test
  void takesAsManyPlacesOfEachClassAsAskedForBySeed() throws IOException {
    bcss.region(MadeUp.REGION, 400, 400, (x, y) -> x < 300 ? 1 : 2);

    Map<Integer, Long> counts =
        bcss.read(Map.of("places", 5)).samples().stream()
            .collect(Collectors.groupingBy(Sample::label, Collectors.counting()));
    assertThat(counts).containsOnly(Map.entry(0, 15L), Map.entry(1, 15L));
    List<String> first = places(Map.of("places", 5));
    assertThat(places(Map.of("places", 5))).isEqualTo(first);
    assertThat(places(Map.of("places", 5, "seed", 1L))).isNotEqualTo(first).hasSize(10);
    assertThat(places(Map.of("places", 9))).containsAll(first);
    // A region's choice does not depend on what else there is.
    bcss.region(OTHER, 400, 400, (x, y) -> x < 300 ? 1 : 2);
    assertThat(places(Map.of("places", 5))).containsAll(first).hasSize(20);
    assertThat(places(Map.of("places", 5)).subList(10, 20))
        .extracting(place -> place.replace(OTHER, MadeUp.REGION))
        .isNotEqualTo(first);
  }

  @Test
  void placesStandWhereTheStudySays() throws IOException {
    bcss.region(MadeUp.REGION, 160, 160, (x, y) -> 1);

    // 16 pixels at 1 to 4: the widest field is 64, so that the finest begins at 24 and ends at 136.
    Map<String, Object> rows = Map.of("placement", Placement.ROWS, "places", 10_000);
    assertThat(finest(rows))
        .hasSize(7 * 7)
        .startsWith(new Field(24, 24, 16), new Field(40, 24, 16), new Field(56, 24, 16))
        .endsWith(new Field(120, 120, 16));
    assertThat(finest(with(rows, "overlap", 0.75)))
        .hasSize(25 * 25)
        .startsWith(new Field(24, 24, 16), new Field(28, 24, 16));
    assertThat(finest(with(rows, "placement", Placement.CORNERS)))
        .containsExactly(
            new Field(24, 24, 16),
            new Field(120, 24, 16),
            new Field(24, 120, 16),
            new Field(120, 120, 16),
            new Field(72, 72, 16));
    assertThat(bcss.read(rows).manifest())
        .isNotEqualTo(bcss.read(with(rows, "overlap", 0.75)).manifest());
  }

  @Test
  void placesAreGivenByAFile() throws IOException {
    bcss.region(MadeUp.REGION, 160, 160, (x, y) -> y < 80 ? 1 : y < 120 ? 2 : 0);
    Path file = root.resolve("places.csv");
    String header = "x,path,y\n";
    // More of a class than would be taken of a grid; one of tumour, one of neither.
    Files.writeString(
        file,
        header
            + IntStream.range(0, 9)
                .mapToObj(i -> "%d,%s,100\n".formatted(40 + i, MadeUp.REGION))
                .collect(Collectors.joining())
            + "60.5,%s,50\n60,%s,128\n".formatted(MadeUp.REGION, MadeUp.REGION));
    Map<String, Object> given = Map.of("places_file", file.toString());

    Dataset dataset = bcss.read(given);

    assertThat(finest(given))
        .hasSize(10)
        .startsWith(new Field(32, 92, 16), new Field(33, 92, 16))
        .endsWith(new Field(52.5, 42, 16));
    assertThat(dataset.samples()).extracting(Sample::label).startsWith(0, 0, 0).endsWith(1, 1, 1);
    assertThat(dataset.warnings())
        .containsExactly("1 places have no class, or no clear one, and are left out.");
    Files.writeString(file, header + "60,%s,50\n".formatted(MadeUp.REGION));
    assertThat(bcss.read(given).manifest()).isNotEqualTo(dataset.manifest());

    Files.writeString(file, header + "31,%s,50\n".formatted(MadeUp.REGION));
    refuses(given, "line 2) reaches over the border of the image of 160×160 pixels");
    Files.writeString(file, header + "60,%s,50\n60,%s,50\n".formatted(MadeUp.REGION, OTHER));
    refuses(given, "places of images that the data set does not have (" + OTHER + ")");
  }

  @Test
  void levelsAreCalledAsTheStudyCallsThem() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x < 64 ? 1 : 2);
    Map<String, Object> options =
        Map.of(
            "microns_per_pixel",
            new double[] {1, 0.25},
            "level_names",
            new String[] {"10X", "40X"});

    Dataset dataset = bcss.read(options);

    assertThat(dataset.samples().subList(0, 2))
        .extracting(Sample::magnification)
        .containsExactly("40X", "10X");
    assertThat(dataset.samples().get(0).micronsPerPixel()).hasValue(0.25);
    assertThat(dataset.samples().get(0).id()).endsWith("@40X");
    misnamed("gives 1 names for the 2 levels of dataset.microns-per-pixel", "40X");
    misnamed("gives the name '40x' twice", "40X", "40x");
    misnamed("gives the name '' without a letter", "40X", " ");
  }

  private void misnamed(String message, String... names) {
    Map<String, Object> options =
        Map.of("microns_per_pixel", new double[] {1, 0.25}, "level_names", names);
    assertThatThrownBy(() -> bcss.read(options))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dataset.level-names " + message);
  }

  private List<Field> finest(Map<String, ?> options) {
    return bcss.read(options).samples().stream()
        .filter(sample -> sample.id().endsWith("@0.25um"))
        .map(BcssReaderTest::field)
        .toList();
  }

  private List<String> places(Map<String, ?> options) {
    return bcss.read(options).samples().stream()
        .map(sample -> String.valueOf(sample.place()))
        .distinct()
        .toList();
  }

  @Test
  void decodesNoImage() throws IOException {
    bcss.headerOnly(MadeUp.REGION, 128, 128)
        .mask(MadeUp.REGION, 128, 128, (x, y) -> x < 64 ? 1 : 2);

    assertThat(bcss.read(Map.of()).samples()).isNotEmpty();
  }

  @Test
  void readsColourNormalisedImagesToo() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x < 64 ? 1 : 2);
    Files.move(root.resolve("images"), root.resolve("rgbs_colorNormalized"));

    assertThat(bcss.read(Map.of()).samples()).isNotEmpty();
  }

  @Test
  void refusesAMaskOfAnotherSize() throws IOException {
    bcss.image(MadeUp.REGION, 128, 128).mask(MadeUp.REGION, 128, 127, (x, y) -> 1);

    refuses(
        Map.of(),
        "%s.png has 128×127 pixels and its image 128×128; replace the one that is not the published file."
            .formatted(MadeUp.REGION));
  }

  @Test
  void refusesAnUnknownCode() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x == 5 && y == 6 ? 99 : 1);

    refuses(Map.of(), MadeUp.REGION + ".png has 1 pixels of the unknown code 99; known are");
    refuses(Map.of(), "0 outside_roi, 1 tumor, 2 stroma");
  }

  @Test
  void readsTheCodesOfItsCopy() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x < 64 ? 99 : 1);
    Files.createDirectories(root.resolve("meta"));
    Path table = root.resolve(MaskCodes.FILE);
    Files.writeString(table, "label\tGT_code\r\noutside_roi\t0\r\ntumor\t1\r\nnewly_found\t99\r\n");

    assertThat(bcss.read(Map.of("classes", new String[] {"a=newly_found", "b=tumor"})).samples())
        .extracting(Sample::label)
        .contains(0, 1);

    for (String line : List.of("x\t256", "tumor\t5", "x\t1", "x", "\t4", "x\t-1", "x\t1\t2")) {
      Files.writeString(table, "label\tGT_code\ntumor\t1\n" + line + "\n");
      refuses(Map.of(), "gtruth_codes.tsv, line 3: '" + line + "' is not a new name");
    }
    Files.writeString(table, "label\tGT_code\n");
    refuses(Map.of(), "names no code");
    Files.write(table, new byte[70_000]);
    refuses(Map.of(), "gtruth_codes.tsv, line 1: the text holds the control character U+0000");
  }

  @Test
  void refusesAMaskThatIsAPicture() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> 1);
    ImageIO.write(
        new BufferedImage(128, 128, BufferedImage.TYPE_3BYTE_BGR),
        "png",
        root.resolve("masks/" + MadeUp.REGION + ".png").toFile());

    refuses(Map.of(), "has 3 values of 8 bits per pixel, as a colour image has");
  }

  @Test
  void refusesAMaskOrAnImageWithoutItsPartner() throws IOException {
    bcss.region(MadeUp.REGION, 64, 64, (x, y) -> 1).mask(OTHER, 64, 64, (x, y) -> 1);
    refuses(
        Map.of(),
        "1 of 2 masks below %s have no image in images, the first is %s; fetch"
            .formatted(root, OTHER));

    Files.delete(root.resolve("masks/" + OTHER + ".png"));
    bcss.image(OTHER, 64, 64);
    refuses(Map.of(), "1 of 2 images below %s have no mask in masks".formatted(root));
  }

  @Test
  void leavesOutRegionsThatHoldNoPyramid() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x < 60 ? 1 : 2)
        .region(OTHER, 63, 200, (x, y) -> 1);

    assertThat(bcss.read(Map.of()).warnings())
        .containsExactly(
            "1 of 2 regions are too small for one pyramid and left out: for example, "
                + OTHER
                + " has 63×200 pixels, and a patch at 1um shows 64×64.");
    refuses(Map.of("size", 64), "No patch can be cut below");
    refuses(Map.of("size", 64), "2 of 2 regions are too small for one pyramid");
  }

  @Test
  void refusesPixelsFinerThanTheImages() throws IOException {
    bcss.region(MadeUp.REGION, 64, 64, (x, y) -> 1);
    refuses(
        Map.of("microns_per_pixel", new double[] {0.1}),
        "the image has 0.25 µm per pixel, so dataset.microns-per-pixel can be from 0.25 to 256");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    refuses(Map.of("path", root.resolve("nowhere").toString()), "nowhere does not exist");
    refuses(Map.of(), "holds no folder masks");
    Files.createDirectories(root.resolve("masks"));
    refuses(Map.of(), "holds masks and no folder of images (images, rgbs_colorNormalized, rgbs)");
    Files.createDirectories(root.resolve("images"));
    refuses(Map.of(), "No region, such as TCGA-A1-A0SK-DX1");
  }

  @Test
  void leavesOutFilesOfOtherNamesAndSaysSo() throws IOException {
    bcss.region(MadeUp.REGION, 128, 128, (x, y) -> x < 60 ? 1 : 2);
    Files.writeString(root.resolve("masks/notes.txt"), "x");
    Files.writeString(root.resolve("images/TCGA-1.png"), "x");

    assertThat(bcss.read(Map.of()).warnings())
        .containsExactly(
            "2 files are not named as regions of BCSS and are left out: for example, images/TCGA-1.png.");
  }

  @Test
  void refusesGroupsThatCannotBe() throws IOException {
    bcss.region(MadeUp.REGION, 64, 64, (x, y) -> 1);
    misconfigured("must be groups of mask codes such as", "tumor", "x=stroma");
    misconfigured("names the class 'a' twice", "a=tumor", "a=stroma");
    misconfigured("names the class 'A.' and 'a'; write", "a=tumor", "A.=stroma");
    misconfigured("puts the mask code 'tumor' into a and into b", "a=tumor", "b=tumor+dcis");
    misconfigured(
        "the mask code 'tumour' into a, and there is none; known are 0 ", "a=tumour", "b=dcis");
    misconfigured("code 'outside_roi' into b; what is not annotated", "a=tumor", "b=outside_roi");
    misconfigured("code 'undetermined' into b; what is not", "a=tumor", "b=undetermined");
    misconfigured("names 1 class; a classifier needs two", "a=tumor");
    misconfigured("the mask code '' into b", "a=tumor", "b=");
  }

  @Test
  void takesWhatTheStudyCallsAClassForItsName() throws IOException {
    bcss.region(MadeUp.REGION, 192, 128, (x, y) -> x < 96 ? 1 : 2);

    assertThat(bcss.read(Map.of("classes", new String[] {"none=stroma", "n/a=tumor"})).classes())
        .containsExactly("none", "n/a");
  }

  private void misconfigured(String message, String... classes) {
    assertThatThrownBy(() -> bcss.read(Map.of("classes", classes)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesSizesOutOfRangeAndResolutionsTwice() {
    for (Map<String, ?> options :
        List.<Map<String, ?>>of(
            Map.of("size", 4), Map.of("microns_per_pixel", new double[] {1, 1}))) {
      assertThatThrownBy(() -> bcss.read(options))
          .as("%s", options)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("dataset.");
    }
  }

  @Test
  void changesItsManifestWithOptionsMasksAndImages() throws IOException {
    bcss.region(MadeUp.REGION, 192, 128, (x, y) -> x < 96 ? 1 : 2);
    String manifest = bcss.read(Map.of()).manifest();

    assertThat(bcss.read(Map.of()).manifest()).isEqualTo(manifest);
    assertThat(bcss.read(Map.of("seed", 3L)).manifest()).isNotEqualTo(manifest);
    assertThat(bcss.read(Map.of("size", 17)).manifest()).isNotEqualTo(manifest);
    assertThat(bcss.read(Map.of("label", FieldLabel.Rule.CENTRE)).manifest())
        .isNotEqualTo(manifest);
    bcss.mask(MadeUp.REGION, 192, 128, (x, y) -> x < 64 ? 1 : 2);
    assertThat(bcss.read(Map.of()).manifest()).isNotEqualTo(manifest);
  }

  private static Field field(Sample sample) {
    return ((PatchSource) sample.image()).field();
  }

  private static Map<String, Object> with(Map<String, Object> options, Object... more) {
    Map<String, Object> all = new HashMap<>(options);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }

  private void refuses(Map<String, ?> options, String message) {
    assertThatThrownBy(() -> bcss.read(options))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(message);
  }
}
