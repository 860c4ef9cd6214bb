package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class EnsembleTest {
  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(false);
  private final List<Sample> samples = TestImages.cohort("train", 37);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> test = TestImages.cohort("test", 40);

  /** Each is the training of its seed alone. */
  @Test
  void predictsTheMeanOfTrainingsFromTheirOwnSeeds() {
    RandomStreams seeds = new RandomStreams(13);
    List<List<TrainedModel.Output>> alone =
        List.of(
            predicted(13, "first"),
            predicted(seeds.seed("model 1"), "second"),
            predicted(seeds.seed("model 2"), "third"));
    training.ensemble = 3;
    List<TrainedModel.Output> together = predicted(13, "together");

    for (int row = 0; row < test.size(); row++) {
      for (int k = 0; k < 2; k++) {
        double sum = 0;
        for (List<TrainedModel.Output> one : alone) {
          sum += one.get(row).probabilities()[k];
        }
        assertThat(together.get(row).probabilities()[k]).isCloseTo(sum / 3, within(1e-12));
      }
      assertThat(together.get(row).embedding()).isEqualTo(alone.get(0).get(row).embedding());
    }
    assertThat(alone.get(1).get(0).probabilities())
        .isNotEqualTo(alone.get(0).get(0).probabilities());
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void tellsWhichTrainingALineIsOf() {
    training.ensemble = 2;
    training.epochs = 3;
    RecordingJob job = new RecordingJob(folder, 13);
    fit(job).close();

    assertThat(job.history("model")).containsExactly(1.0, 1.0, 1.0, 2.0, 2.0, 2.0);
    assertThat(job.fractions()).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void loadsWhatItSaved() throws IOException {
    training.ensemble = 2;
    Path saved = Files.createDirectories(folder.resolve("saved"));
    try (TrainedModel model = fit(new RecordingJob(folder.resolve("job"), 13))) {
      model.save(saved);
      List<TrainedModel.Output> before = model.predict(test);
      try (TrainedModel loaded = load(saved)) {
        TrainingServiceTest.assertSameBits(before, loaded.predict(test));
      }
    }
    Files.delete(saved.resolve("model-2/head.safetensors"));
    assertThatThrownBy(() -> load(saved)).isInstanceOf(OutputException.class);
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void comesToTheSameEndWhereItWasStopped() {
    training.ensemble = 2;
    training.checkpoint = 1e-9;
    List<TrainedModel.Output> whole = predicted(13, "whole");
    for (int checks : new int[] {8, 20, 33, 47}) {
      Path directory = folder.resolve("stopped-" + checks);
      RecordingJob stopped = new RecordingJob(directory, 13);
      stopped.cancelAfter(checks);
      assertThatThrownBy(() -> fit(stopped)).isInstanceOf(CancellationException.class);
      TrainingServiceTest.assertSameBits(whole, predicted(13, "stopped-" + checks));
    }
  }

  private List<TrainedModel.Output> predicted(long seed, String job) {
    try (TrainedModel model = fit(new RecordingJob(folder.resolve(job), seed))) {
      return model.predict(test);
    }
  }

  private TrainedModel fit(RecordingJob job) {
    return training
        .service()
        .fit(
            backbones,
            TestObjective::new,
            ShuffledGroups.singles(samples),
            Validation.of(validation),
            job);
  }

  private TrainedModel load(Path directory) {
    return training.service().load(backbones, facts -> TestObjective::new, directory, 2);
  }
}
