package org.parfocal.dataset.table.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.imaging.PngWriter;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.VectorSource;

class TableWriterTest {
  @TempDir Path folder;
  private final List<Double> shares = new ArrayList<>();

  @BeforeEach
  void images() throws IOException {
    PngWriter.write(random(400, 330), folder.resolve("a b.png"));
    PngWriter.write(random(300, 500), folder.resolve("b.png"));
    Files.writeString(
        folder.resolve("cohort.csv"),
        "path,label,patient,magnification,microns_per_pixel,centre,place,note\n"
            + "a b.png,zebra,NA,20X,0.25,Lyon,x,\"=cmd|'a',1\"\n"
            + "b.png,ant,p1,20X,0.3,,,\n");
  }

  private static RgbImage random(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    new Random(width).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  /** Pyramids of two places at two µm per pixel, of classes in another order than by name. */
  private Dataset pyramids() {
    return read(
        folder.resolve("cohort.csv"),
        Map.of(
            "classes", new String[] {"zebra", "ant"},
            "as_written", new String[] {"*", "NA"},
            "pyramid_size", 32,
            "pyramid_places", 2,
            "pyramid_microns_per_pixel", new double[] {0.3, 0.7}));
  }

  private static Dataset written(List<Sample> samples) {
    return new Dataset(
        "made up", List.of("zebra", "ant"), samples, "manifest", "", List.of(), Set.of("NA"));
  }

  private static Dataset read(Path path, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", path.toString());
    return new TableReader(OptionValues.of(TableOptions.class, all)).read();
  }

  private Dataset exported(Dataset dataset, Path to) {
    new TableWriter().write(dataset, to, shares::add);
    return read(
        to,
        Map.of(
            "classes",
            dataset.classes().toArray(String[]::new),
            "as_written",
            new String[] {"*", "NA"}));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Dataset dataset = pyramids();
    Dataset again = exported(dataset, folder.resolve("out"));

    assertThat(again.classes()).containsExactly("zebra", "ant");
    assertThat(again.samples()).hasSize(2 * 2 * 2).hasSameSizeAs(dataset.samples());
    for (int i = 0; i < dataset.samples().size(); i++) {
      Sample before = dataset.samples().get(i);
      Sample after = again.samples().get(i);
      assertThat(after.image().read().rgb()).isEqualTo(before.image().read().rgb());
      // All that folds go by, and all else that a sample says.
      assertThat(after.withImage(before.image()))
          .usingRecursiveComparison()
          .ignoringFields("id", "image")
          .isEqualTo(before);
    }
    assertThat(again.samples().get(0).id()).isEqualTo("images/a_b.png_1_0.3um.png");
    assertThat(shares).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void namesTheSectionThatReadsIt() throws IOException {
    exported(pyramids(), folder.resolve("out"));
    assertThat(folder.resolve("out/dataset.yaml"))
        .content()
        .contains("  reader: table\n")
        .contains("  path: \"" + folder.resolve("out").toAbsolutePath() + "\"\n")
        .contains("  classes: [\"zebra\", \"ant\"]\n")
        .contains("  as-written: [\"*\", \"NA\"]\n");
    Dataset odd =
        new Dataset(
            "a \"name\"\n\u001b[31m\\",
            List.of("zebra", "ant"),
            pyramids().samples(),
            "manifest\nof: two lines",
            "",
            List.of(),
            Set.of("NA"));
    new TableWriter().write(odd, folder.resolve("odd"), shares::add);
    assertThat(folder.resolve("odd/dataset.yaml"))
        .content()
        .contains("  name: \"a \\\"name\\\" \\x1b[31m\\\\\"\n")
        .contains("of data set manifest manifest of: two lines\n");
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    Dataset dataset = pyramids();
    Path out = folder.resolve("out");
    exported(dataset, out);
    Path kept = out.resolve("images/a_b.png_1_0.3um.png");
    Path gone = out.resolve("images/b.png_2_0.7um.png");
    byte[] whole = Files.readAllBytes(gone);
    Files.write(gone, java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.delete(out.resolve("index.csv"));
    Files.setLastModifiedTime(kept, java.nio.file.attribute.FileTime.fromMillis(1000));

    exported(dataset, out);
    assertThat(Files.readAllBytes(gone)).isEqualTo(whole);
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(1000);
    assertThat(out.resolve("index.csv")).exists();
  }

  @Test
  void mixesNothing() throws IOException {
    Path out = folder.resolve("out");
    exported(pyramids(), out);
    Dataset other =
        read(folder.resolve("cohort.csv"), Map.of("as_written", new String[] {"*", "NA"}));
    assertThatThrownBy(() -> new TableWriter().write(other, out, shares::add))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds an export of another data set");
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(folder.resolve("own/notes.txt"), "mine");
    assertThatThrownBy(() -> new TableWriter().write(other, folder.resolve("own"), shares::add))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds files that are not of an export");
  }

  @Test
  void namesThatOneFileSystemWouldTakeForOneAreTwoFiles() {
    List<Sample> samples = new ArrayList<>();
    for (String id : List.of("../../etc/a", "A.png", "a.PNG", "é", "ü", ".hidden")) {
      Sample like = pyramids().samples().get(samples.size());
      samples.add(
          new Sample(
              id,
              like.image(),
              like.label(),
              like.patient(),
              like.slide(),
              like.magnification(),
              like.micronsPerPixel(),
              like.place(),
              like.attributes()));
    }
    Dataset again = exported(written(samples), folder.resolve("out"));
    assertThat(again.samples())
        .extracting(Sample::id)
        .containsExactly(
            "images/_._.._etc_a.png",
            "images/A.png.png",
            "images/a.PNG-2.png",
            "images/_.png",
            "images/_-2.png",
            "images/_hidden.png");
  }

  @Test
  void embeddingsAreNoImages() {
    Sample like = pyramids().samples().get(0);
    Dataset embeddings =
        written(List.of(like.withImage(new VectorSource("v", new float[] {1, 2}))));
    assertThatThrownBy(() -> new TableWriter().write(embeddings, folder.resolve("v"), shares::add))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("use --layout features");
  }
}
