package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ClassActivation;
import org.parfocal.api.Images;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.testkit.RecordingJob;

class ViewsTest {
  private static final int SIZE = 8;

  @TempDir Path folder;
  private boolean given;

  private final Pixels pixels = new Pixels();
  private final Looking model = new Looking();
  private final List<Sample> validation = validation();

  @Test
  void tellsTheSimilarityOfEveryPairOfMagnifications() throws IOException {
    RecordingJob job = written(2, validation, model);

    assertThat(job.warnings()).isEmpty();
    List<String> lines = Files.readAllLines(folder.resolve("views/similarity.csv"));
    assertThat(lines.get(0))
        .isEqualTo("magnification,other,pyramids,cosine,cosine_elsewhere,cross_entropy,agreement");
    assertThat(
            lines.subList(1, lines.size()).stream()
                .map(line -> line.substring(0, line.indexOf(",6,"))))
        .containsExactly(
            "40X,40X",
            "40X,100X",
            "40X,200X",
            "100X,40X",
            "100X,100X",
            "100X,200X",
            "200X,40X",
            "200X,100X",
            "200X,200X");
    // The model's probability depends on the magnification alone: 0.4, 0.5, 0.6.
    assertThat(lines.get(1)).endsWith(",1.0");
    assertThat(lines.get(2)).endsWith(",1.0");
    assertThat(lines.get(3)).endsWith(",0.0");
  }

  @Test
  void looksAtOneMagnificationAfterAnotherSoThatNothingIsFused() {
    written(2, validation, model);

    assertThat(model.calls).hasSize(3);
    model.calls.forEach(
        call -> assertThat(call.stream().map(Sample::magnification).distinct()).hasSize(1));
  }

  @Test
  void drawsTheFirstPyramidsOfEachClassAndDifferentPatientsFirst() throws IOException {
    written(2, validation, model);

    List<String> lines = Files.readAllLines(folder.resolve("views/overlays.csv"));
    assertThat(lines.get(0)).isEqualTo("file,class,patient,place,magnification,sample,probability");
    assertThat(lines.subList(1, lines.size()).stream().map(line -> line.split(",")[0]).distinct())
        .containsExactly(
            "class-0-pyramid-1.png",
            "class-0-pyramid-2.png",
            "class-1-pyramid-1.png",
            "class-1-pyramid-2.png");
    assertThat(lines.get(1)).startsWith("class-0-pyramid-1.png,benign,a,1,40X,a-1-40X-0,0.6");
    assertThat(lines.get(4)).startsWith("class-0-pyramid-2.png,benign,b,1,40X,");
    assertThat(lines.get(7)).startsWith("class-1-pyramid-1.png,'=malignant,c,1,40X,");
  }

  @Test
  void putsTheImagesAboveTheirOverlaysInTheOrderOfMagnifications() throws IOException {
    written(1, validation, model);

    BufferedImage picture = ImageIO.read(folder.resolve("views/class-0-pyramid-1.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(3 * SIZE + 8);
    assertThat(picture.getHeight()).isEqualTo(2 * SIZE + 4);
    Pyramid first = Pyramid.among(validation, Samples.scales(3)).get(0);
    for (int m = 0; m < 3; m++) {
      Sample sample = validation.get(first.rows().get(m));
      byte[] image = new byte[SIZE * SIZE * 3];
      pixels.read(sample, image, 0);
      byte[] overlay = Overlay.paint(image, SIZE, Looking.map(sample));
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          int index = (y * SIZE + x) * 3;
          assertThat(picture.getRGB(m * (SIZE + 4) + x, y)).isEqualTo(rgb(image, index));
          assertThat(picture.getRGB(m * (SIZE + 4) + x, SIZE + 4 + y))
              .isEqualTo(rgb(overlay, index));
        }
      }
    }
    assertThat(picture.getRGB(SIZE, 0)).isEqualTo(-1);
  }

  @Test
  void writesTheSameFilesEachTime() throws IOException {
    written(2, validation, model);
    List<byte[]> first = contents();
    written(2, validation, model);

    assertThat(contents()).usingRecursiveFieldByFieldElementComparator().isEqualTo(first);
    assertThat(first).hasSize(6);
  }

  /** That was said before the first job. */
  @Test
  void saysNothingOfMapsThatEmbeddingsMadeElsewhereCannotHave() {
    given = true;
    model.blind = true;

    assertThat(written(2, validation, model).warnings()).isEmpty();
    assertThat(folder.resolve("views/similarity.csv")).exists();
    assertThat(folder.resolve("views/overlays.csv")).doesNotExist();
  }

  @Test
  void saysIfThereAreNoFeatureMapsOrNoPyramids() {
    model.blind = true;
    assertThat(written(2, validation, model).warnings())
        .singleElement()
        .asString()
        .contains("feature");
    assertThat(folder.resolve("views/similarity.csv")).exists();
    assertThat(folder.resolve("views/overlays.csv")).doesNotExist();

    assertThat(written(2, validation.subList(0, 2), model).warnings())
        .singleElement()
        .asString()
        .contains("every training magnification");
  }

  @Test
  void guardsCellsAndNamesAFileThatCannotBeWritten() throws IOException {
    CsvTable table = new CsvTable("a", "b");
    table.row("=1+1", "say \"x\", twice");
    table.row(-1.5, Double.NaN);
    Path file = folder.resolve("new/table.csv");
    table.write(file);
    assertThat(file).hasContent("a,b\n'=1+1,\"say \"\"x\"\", twice\"\n-1.5,\n");

    Files.writeString(folder.resolve("taken"), "");
    Path impossible = folder.resolve("taken/table.csv");
    assertThatThrownBy(() -> table.write(impossible))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("table.csv");
  }

  private RecordingJob written(int views, List<Sample> samples, TrainedModel looking) {
    RecordingJob job = new RecordingJob(folder, 13).withClasses("benign", "=malignant");
    new Views(pixels, Samples.scales(3), views, !given).write(looking, samples, job);
    return job;
  }

  private List<byte[]> contents() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("views"))) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Two places of patient a, one of b (class 0); c, d and e (class 1); images shuffled. */
  private static List<Sample> validation() {
    List<Sample> samples = new ArrayList<>();
    for (String magnification : List.of("200X", "40X", "100X")) {
      samples.add(Samples.of("a", "1", magnification, 0));
      samples.add(Samples.of("a", "2", magnification, 0));
      samples.add(Samples.of("b", "1", magnification, 0));
      samples.add(Samples.of("c", "1", magnification, 1));
      samples.add(Samples.of("d", "1", magnification, 1));
      samples.add(Samples.of("e", "1", magnification, 1));
    }
    return samples;
  }

  private static int rgb(byte[] image, int index) {
    return 0xff000000
        | (image[index] & 0xff) << 16
        | (image[index + 1] & 0xff) << 8
        | image[index + 2] & 0xff;
  }

  private static final class Pixels implements Images {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public List<Double> mean() {
      return List.of(0.5, 0.5, 0.5);
    }

    @Override
    public List<Double> deviation() {
      return List.of(0.25, 0.25, 0.25);
    }

    @Override
    public void read(Sample sample, byte[] target, int offset) {
      byte[] bytes = new byte[SIZE * SIZE * 3];
      new Random(sample.id().hashCode()).nextBytes(bytes);
      System.arraycopy(bytes, 0, target, offset, bytes.length);
    }
  }

  /** A model that answers by magnification and looks somewhere. */
  private static final class Looking implements TrainedModel {
    private final List<List<Sample>> calls = new ArrayList<>();
    private boolean blind;

    static ClassActivation map(Sample sample) {
      Random random = new Random(sample.id().hashCode() + 1);
      return new ClassActivation(
          2, 2, new float[] {random.nextFloat(), 0, random.nextFloat(), random.nextFloat()});
    }

    @Override
    public Optional<ClassActivation> classActivation(Sample sample, int label) {
      assertThat(label).isEqualTo(sample.label());
      return blind ? Optional.empty() : Optional.of(map(sample));
    }

    @Override
    public List<Output> predict(List<Sample> samples) {
      calls.add(samples);
      return samples.stream()
          .map(
              sample -> {
                double p = 0.4 + 0.1 * Samples.scales(3).known(sample).orElseThrow();
                return new Output(new double[] {1 - p, p}, new float[] {1, (float) p});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
