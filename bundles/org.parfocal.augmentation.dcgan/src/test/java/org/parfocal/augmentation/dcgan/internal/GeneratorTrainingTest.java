package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.learning.DivergenceException;
import org.parfocal.testkit.RecordingJob;

class GeneratorTrainingTest {
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(Discs.SIZE, 10, 4, 3, 8, 1e-3);
  private static final List<byte[]> REAL = Discs.ofBothModes(20, 1);

  @TempDir Path folder;
  private RecordingJob job = new RecordingJob(Path.of(""), 0);

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @BeforeEach
  void makeJob() {
    job = new RecordingJob(folder.resolve("job"), 1);
  }

  @Test
  void theSameSeedMakesTheSameImagesAndAnotherOthers() {
    List<byte[]> first = images(train(HYPERPARAMETERS, 1), 1, 20);

    assertThat(images(train(HYPERPARAMETERS, 1), 1, 20)).containsExactlyElementsOf(first);
    assertThat(images(train(HYPERPARAMETERS, 2), 2, 20)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void anImageIsTheSameHoweverManyAreMade() {
    TrainedGenerator generator = train(HYPERPARAMETERS, 1);

    List<byte[]> many = images(generator, 1, 37);

    assertThat(many.subList(0, 5)).containsExactlyElementsOf(images(generator, 1, 5));
    assertThat(many.stream().map(GeneratedImage::hash)).doesNotHaveDuplicates();
  }

  @Test
  void keepsTheScoresOfEachEpochAndTellsHowFarItIs() {
    TrainedGenerator generator = train(HYPERPARAMETERS, 1);

    assertThat(generator.curve()).hasSize(3).doesNotHaveDuplicates();
    assertThat(generator.curve())
        .allSatisfy(
            scores -> {
              assertThat(scores.discriminatorLoss()).isPositive();
              assertThat(scores.generatorLoss()).isPositive();
              assertThat(scores.real()).isBetween(0.0, 1.0);
              assertThat(scores.generated()).isBetween(0.0, 1.0);
            });
    assertThat(job.progress().get(job.progress().size() - 1))
        .startsWith("generator of discs: epoch 3 of 3, losses ");
  }

  @Test
  void aLossThatIsNotFiniteStopsTheJobAndIsNamed() {
    GanHyperparameters reckless = new GanHyperparameters(Discs.SIZE, 10, 4, 50, 8, 1e30);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> train(reckless, 1))
        .withMessageMatching(
            "The generated images of discs diverged in epoch [1-9]\\d*, step [12]: the"
                + " (discriminator|generator) loss is (NaN|Infinity); make"
                + " augmentation\\.learning-rate smaller\\.");
  }

  @Test
  void canBeStoppedAtEveryStep() {
    job.cancelAfter(3); // two steps an epoch

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(HYPERPARAMETERS, 1));
    assertThat(job.progress()).hasSize(1);
  }

  private TrainedGenerator train(GanHyperparameters hyperparameters, long seed) {
    return new GeneratorTraining(hyperparameters, job)
        .train(
            "discs",
            REAL,
            new GeneratorStreams(seed, "discs"),
            new GeneratorCheckpoint(folder.resolve("none"), 0));
  }

  private static List<byte[]> images(TrainedGenerator generator, long seed, int count) {
    List<byte[]> images = new ArrayList<>();
    new ImageMaker(HYPERPARAMETERS, new GeneratorStreams(seed, "discs"))
        .make(generator, count, images::add);
    return images;
  }
}
