package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class CheckpointsTest {
  private static final int EPOCHS = 6;
  private static final int BATCHES = 5;

  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(false);
  private final List<Sample> samples = TestImages.cohort("train", 37);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> test = TestImages.cohort("test", 40);

  CheckpointsTest() {
    training.epochs = EPOCHS;
    training.checkpoint = 1e-9;
    training.transform = TestTraining.noise();
  }

  private List<double[]> fit(RecordingJob job) {
    try (TrainedModel model =
        training
            .service()
            .fit(
                backbones,
                TestObjective::new,
                ShuffledGroups.singles(samples),
                Validation.of(validation),
                job)) {
      return model.predict(test).stream().map(TrainedModel.Output::probabilities).toList();
    }
  }

  /** Stops a training in an epoch, counted from 0. */
  private void stop(Path directory, int epoch) {
    RecordingJob job = new RecordingJob(directory, 13);
    job.cancelAfter(epoch * BATCHES + 2);
    assertThatThrownBy(() -> fit(job)).isInstanceOf(CancellationException.class);
    assertThat(job.history("loss")).hasSize(epoch);
  }

  private int embeddedToTheEnd(RecordingJob job) {
    int before = backbones.embedded.get();
    fit(job);
    return backbones.embedded.get() - before;
  }

  @ParameterizedTest
  @EnumSource(OptimizerName.class)
  void comesToTheSameEndWhereverItWasStopped(OptimizerName optimiser) {
    training.optimiser = optimiser;
    RecordingJob whole = new RecordingJob(folder.resolve("whole"), 13);
    List<double[]> expected = fit(whole);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Path directory = folder.resolve("stopped-" + epoch);
      stop(directory, epoch);
      RecordingJob job = new RecordingJob(directory, 13);
      assertThat(fit(job)).usingRecursiveComparison().isEqualTo(expected);
      assertThat(job.history("loss")).isEqualTo(whole.history("loss"));
      assertThat(job.history("validation-loss")).isEqualTo(whole.history("validation-loss"));
    }
  }

  @Test
  void comesToTheSameEndWithScalesAndAnAverageOfTheWeights() {
    training.weightAverage = 0.9;
    training.scales = new double[] {1, 2};
    // So large that a late epoch is seldom the best.
    training.learningRate = 2;
    List<double[]> expected = fit(new RecordingJob(folder.resolve("whole"), 13));
    for (int epoch = 1; epoch < EPOCHS; epoch++) {
      Path directory = folder.resolve("stopped-" + epoch);
      stop(directory, epoch);
      assertThat(fit(new RecordingJob(directory, 13)))
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  @Test
  void doesNotRepeatTheEpochsThatAreDone() {
    int whole = embeddedToTheEnd(new RecordingJob(folder.resolve("whole"), 13));
    stop(folder.resolve("job"), 4);
    int rest = embeddedToTheEnd(new RecordingJob(folder.resolve("job"), 13));
    // The images of an epoch are trained on and validated on.
    int epoch = samples.size() + validation.size();
    assertThat(whole - rest).isGreaterThanOrEqualTo(4 * epoch);
  }

  @Test
  void keepsOneCheckpointAtMost() throws IOException {
    stop(folder.resolve("job"), 4);
    try (Stream<Path> files = Files.list(folder.resolve("job/checkpoint"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("checkpoint.json", "epoch-4.safetensors");
    }
  }

  @Test
  void keepsNoneSoonerThanItsMinutesOrIfItIsNotToKeepAny() {
    training.checkpoint = 10;
    stop(folder.resolve("sooner"), 2);
    assertThat(folder.resolve("sooner/checkpoint")).doesNotExist();
    training.checkpoint = 0;
    stop(folder.resolve("never"), 2);
    assertThat(folder.resolve("never/checkpoint")).doesNotExist();
  }

  @Test
  void beginsAnewWhereTheCheckpointIsDamagedOrOfAnotherTraining() throws IOException {
    List<double[]> expected = fit(new RecordingJob(folder.resolve("whole"), 13));
    stop(folder.resolve("damaged"), 3);
    Files.write(folder.resolve("damaged/checkpoint/epoch-3.safetensors"), new byte[100]);
    assertThat(fit(new RecordingJob(folder.resolve("damaged"), 13)))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    stop(folder.resolve("torn"), 3);
    Files.writeString(folder.resolve("torn/checkpoint/checkpoint.json"), "{\"training\": ");
    assertThat(fit(new RecordingJob(folder.resolve("torn"), 13)))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    stop(folder.resolve("other"), 3);
    training.learningRate *= 2;
    List<double[]> other = fit(new RecordingJob(folder.resolve("whole-other"), 13));
    assertThat(fit(new RecordingJob(folder.resolve("other"), 13)))
        .usingRecursiveComparison()
        .isEqualTo(other);
  }

  /** Of a draw that remembers what it drew. */
  @Test
  void drawsWhatItWouldHaveDrawn() {
    List<double[]> expected = remembering(new RecordingJob(folder.resolve("whole"), 13));
    RecordingJob stopped = new RecordingJob(folder.resolve("job"), 13);
    stopped.cancelAfter(3 * BATCHES + 1);
    assertThatThrownBy(() -> remembering(stopped)).isInstanceOf(CancellationException.class);
    assertThat(remembering(new RecordingJob(folder.resolve("job"), 13)))
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }

  private List<double[]> remembering(RecordingJob job) {
    AtomicInteger drawn = new AtomicInteger();
    TrainingSet set =
        new TrainingSet(
            samples,
            2,
            1,
            (epoch, random) -> {
              int first = drawn.getAndIncrement();
              return Stream.iterate(first, index -> index + 1)
                  .limit(samples.size())
                  .map(index -> List.of(samples.get(index * 7 % samples.size())))
                  .toList();
            });
    try (TrainedModel model =
        training
            .service()
            .fit(backbones, TestObjective::new, set, Validation.of(validation), job)) {
      return model.predict(test).stream().map(TrainedModel.Output::probabilities).toList();
    }
  }
}
