package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Embedder;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.learning.internal.model.EmbeddingStandardisation;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class FrozenTrainingTest {
  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(true);
  private final List<Sample> samples = TestImages.cohort("train", 40);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> test = TestImages.cohort("test", 30);
  private RecordingJob job = new RecordingJob(Path.of("."), 0);

  @BeforeEach
  void makeJob() {
    job = new RecordingJob(folder, 13);
    training.epochs = 60;
  }

  @Test
  void learnsFromCachedEmbeddings() {
    try (TrainedModel model = fit()) {
      List<TrainedModel.Output> outputs = model.predict(test);
      for (int index = 0; index < test.size(); index++) {
        assertThat(outputs.get(index).probabilities()[test.get(index).label()]).isGreaterThan(0.5);
      }
    }
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void embedsEachImageOnceInAWholeStudy() {
    List<TrainedModel.Output> first;
    try (TrainedModel model = fit()) {
      first = model.predict(test);
    }
    assertThat(backbones.embedded).hasValue(90);
    assertThat(backbones.made).hasValue(1);
    try (TrainedModel model = fit()) {
      TrainingServiceTest.assertSameBits(first, model.predict(test));
    }
    assertThat(backbones.embedded).hasValue(90);
    assertThat(backbones.made).hasValue(1);
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void hasOneEmbeddingFunctionForAllSeeds() {
    float[] one;
    try (TrainedModel model = fit()) {
      one = model.predict(test).get(0).embedding();
    }
    job = new RecordingJob(folder.resolve("another"), 14);
    try (TrainedModel model = fit()) {
      assertThat(model.predict(test).get(0).embedding()).isEqualTo(one);
    }
    assertThat(backbones.made).hasValue(2);
  }

  @Test
  void computesDamagedEmbeddingsAgain() throws IOException {
    List<TrainedModel.Output> first;
    try (TrainedModel model = fit()) {
      first = model.predict(test);
    }
    for (Path file : files("cache")) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    try (TrainedModel model = fit()) {
      TrainingServiceTest.assertSameBits(first, model.predict(test));
    }
    assertThat(backbones.embedded).hasValue(180);
  }

  @Test
  void embedsWithoutTrainingWhatATrainingWouldEmbed() {
    List<Integer> told = new ArrayList<>();
    Embedder embedder = training.embedder(backbones);
    List<float[]> embedded = embedder.embed(test, job.cache(), (done, total) -> told.add(done));
    try (TrainedModel model = fit()) {
      List<TrainedModel.Output> outputs = model.predict(test);
      for (int row = 0; row < test.size(); row++) {
        assertThat(embedded.get(row)).isEqualTo(outputs.get(row).embedding());
      }
    }
    assertThat(backbones.embedded).hasValue(90); // the training found the 30 in the cache
    assertThat(told).isSorted().last().isEqualTo(30);
    assertThat(embedder.encoder()).isEqualTo(backbones.identity());
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void embedsByAFrozenBackboneOnly() {
    assertThatThrownBy(() -> training.embedder(new TestBackbones(false)).encoder())
        .hasMessageContaining("The backbone learns");
    assertThatThrownBy(() -> training.embedder(null).encoder())
        .hasMessageContaining("has no backbone to embed by");
  }

  @Test
  void showsHowFarItIs() {
    fit().close();

    assertThat(job.fractions()).isSorted().last().isEqualTo(1.0);
    assertThat(job.fractions().get(0)).isLessThan(0.9);
  }

  @Test
  void stopsWhileEmbedding() {
    job.cancelAfter(1);

    assertThatThrownBy(() -> fit(ShuffledGroups.singles(TestImages.cohort("many", 200))))
        .isInstanceOf(CancellationException.class);
    assertThat(backbones.embedded.get()).isLessThan(200);
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void saysThatTransformsHaveNoEffect() {
    training.transform = TestTraining.noise();

    fit().close();

    assertThat(job.warnings()).singleElement().asString().contains("frozen", "transforms");
  }

  @Test
  void embedsAtSeveralScales() {
    List<TrainedModel.Output> plain;
    try (TrainedModel model = fit()) {
      plain = model.predict(test);
    }
    int before = backbones.embedded.get();
    training.scales = new double[] {0.5, 1, 2};
    try (TrainedModel model = fit()) {
      assertThat(model.predict(test).get(0).embedding()).isNotEqualTo(plain.get(0).embedding());
    }
    // Not one of the embeddings that are kept is one of them.
    assertThat(backbones.embedded.get() - before).isEqualTo(3 * before);
  }

  @Test
  void standardisesOnTrainingRows() {
    List<float[]> rows =
        List.of(new float[] {1, 7, 1e6f}, new float[] {3, 7, 1e6f}, new float[] {8, 7, 1e6f});

    EmbeddingStandardisation standardisation = EmbeddingStandardisation.of(rows);

    // Mean 4; squares 9, 1, 16 make a variance of 26/3.
    assertThat(standardisation.apply(new float[] {8, 7, 1e6f})[0])
        .isCloseTo((float) (4 / Math.sqrt(26 / 3.0)), within(1e-6f));
    assertThat(standardisation.apply(new float[] {0, 100, -5})[1]).isZero();
    assertThat(standardisation.apply(new float[] {0, 100, -5})[2]).isZero();
  }

  @Test
  void refusesADrawFromOutsideItsTrainingSamples() {
    TrainingSet outside =
        new TrainingSet(samples, 2, 1, (epoch, random) -> List.of(test.subList(0, 1)));

    assertThatThrownBy(() -> fit(outside))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("image test0");
  }

  @Test
  void loadsWhatItSaved() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("model"));
    List<TrainedModel.Output> before;
    try (TrainedModel model = fit()) {
      model.save(directory);
      before = model.predict(test);
    }
    assertThat(files("model"))
        .extracting(file -> String.valueOf(file.getFileName()))
        .containsExactlyInAnyOrder("model.json", "head.safetensors", "SHA256SUMS");
    try (TrainedModel model = load(backbones, directory)) {
      TrainingServiceTest.assertSameBits(before, model.predict(test));
    }
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void refusesAModelOfAnotherBackboneOrImageSize() throws IOException {
    Path directory = saved();

    assertThatThrownBy(() -> load(new TestBackbones(true, "another"), directory))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("another frozen backbone (mean colour; now another)");
    assertThatThrownBy(() -> load(new TestBackbones(false), directory))
        .isInstanceOf(OutputException.class);
    training.images = new TestImages(7);
    assertThatThrownBy(() -> load(backbones, directory))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("image size (6; now 7)");
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    for (String name : List.of("model.json", "head.safetensors", "SHA256SUMS")) {
      for (boolean missing : new boolean[] {true, false}) {
        Path directory = saved();
        Path file = directory.resolve(name);
        if (missing) {
          Files.delete(file);
        } else {
          byte[] bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
        assertThatThrownBy(() -> load(backbones, directory))
            .isInstanceOf(OutputException.class)
            .hasMessageContaining(directory.toString())
            .hasMessageContaining("train it again");
      }
    }
  }

  private Path saved() throws IOException {
    Path directory = Files.createTempDirectory(folder, "model");
    try (TrainedModel model = fit()) {
      model.save(directory);
    }
    return directory;
  }

  private List<Path> files(String below) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private TrainedModel fit() {
    return fit(ShuffledGroups.singles(samples));
  }

  private TrainedModel fit(TrainingSet set) {
    return training
        .service()
        .fit(backbones, TestObjective::new, set, Validation.of(validation), job);
  }

  private TrainedModel load(TestBackbones provider, Path directory) {
    return training.service().load(provider, facts -> TestObjective::new, directory, 2);
  }
}
