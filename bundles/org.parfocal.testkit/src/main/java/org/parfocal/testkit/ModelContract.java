package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** What every {@link ModelStrategy} and the {@link TrainedModel} that it fits keep. */
public abstract class ModelContract {
  private static final double TOLERANCE = 1e-3;
  private static final Set<String> TIMES =
      Set.of("seconds", "images-per-second", "objective-share", "input-wait-share");

  @TempDir Path folder;

  /** A new strategy, with the same options each time, that fits in a second or two. */
  protected abstract ModelStrategy model();

  /** What is stopped and run again: the same strategy, and others like it. */
  protected List<ModelStrategy> stopped() {
    return List.of(model());
  }

  /** What it is fitted on. */
  protected TrainingSet training() {
    return Cohort.training(8, 2, "100X", "200X");
  }

  /** What its epoch is chosen on. */
  protected List<Sample> validation() {
    return Cohort.of(4, 1, "100X", "200X").samples();
  }

  /** What it predicts. */
  protected List<Sample> test() {
    return Cohort.of(6, 1, "400X").samples();
  }

  /** How far a sample's probabilities may change with the samples that are predicted beside it. */
  protected double together() {
    return 1e-5;
  }

  @Test
  public void predictsEverySampleInOrder() {
    try (TrainedModel model = fit("job")) {
      List<Sample> samples = test();
      List<Output> outputs = model.predict(samples);

      assertThat(outputs).hasSize(samples.size());
      for (Output output : outputs) {
        assertThat(output.probabilities()).hasSize(training().classes());
        assertThat(Arrays.stream(output.probabilities()).sum()).isEqualTo(1, within(TOLERANCE));
        assertThat(output.probabilities()).doesNotContain(Double.NaN);
        assertThat(output.embedding()).hasSameSizeAs(outputs.get(0).embedding());
      }
      assertThat(model.predict(List.of())).isEmpty();
    }
  }

  @Test
  public void theOrderOfTheSamplesIsOfNoConsequence() {
    try (TrainedModel model = fit("job")) {
      List<Sample> samples = test();
      List<Output> forwards = model.predict(samples);
      List<Sample> reversed = new java.util.ArrayList<>(samples);
      java.util.Collections.reverse(reversed);
      List<Output> backwards = model.predict(reversed);

      for (int row = 0; row < samples.size(); row++) {
        assertThat(backwards.get(samples.size() - 1 - row).probabilities())
            .as(samples.get(row).id())
            .containsExactly(forwards.get(row).probabilities(), within(together()));
      }
    }
  }

  /** Nobody knows the labels of what is predicted. */
  @Test
  public void looksAtNoLabel() {
    try (TrainedModel model = fit("job")) {
      List<Output> known = model.predict(test());
      List<Output> turned = model.predict(test().stream().map(ModelContract::turned).toList());

      for (int row = 0; row < known.size(); row++) {
        assertThat(turned.get(row).probabilities()).isEqualTo(known.get(row).probabilities());
      }
    }
  }

  @Test
  public void theSameSeedFitsTheSameModel() {
    try (TrainedModel first = fit("first");
        TrainedModel second = fit("second")) {
      assertSame(second.predict(test()), first.predict(test()));
    }
  }

  @Test
  public void predictsTheSameAfterItWasSavedAndLoaded() throws IOException {
    Path saved = Files.createDirectories(folder.resolve("saved"));
    List<Output> before;
    try (TrainedModel model = fit("job")) {
      model.save(saved);
      before = model.predict(test());
    }
    try (TrainedModel loaded = model().load(saved, training().classes())) {
      assertSame(loaded.predict(test()), before);
    }
  }

  @Test
  public void anEmptyFolderIsNoModel() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> model().load(empty, training().classes()));
  }

  @Test
  public void canBeClosedTwice() {
    TrainedModel model = fit("job");
    model.close();
    model.close();
  }

  /** A model that fits in no time need not ask; one that asks must listen. */
  @Test
  public void stopsWhenTheJobIsCancelled() {
    RecordingJob job = new RecordingJob(folder.resolve("job"), 13);
    job.cancelAfter(0);
    try {
      model().fit(training(), Validation.of(validation()), job).close();
      assertThat(job.asked()).as("went on after it was cancelled").isFalse();
    } catch (CancellationException stopped) {
      assertThat(job.asked()).isTrue();
    }
  }

  /** Wherever it was stopped: what is predicted, and the history but for the time it took. */
  @Test
  public void aJobThatWasStoppedComesToTheSameEnd() {
    for (int variant = 0; variant < stopped().size(); variant++) {
      RecordingJob whole = new RecordingJob(folder.resolve("whole-" + variant), 13);
      List<Output> expected;
      try (TrainedModel model = fit(variant, whole)) {
        expected = model.predict(test());
      }
      boolean stopped = true;
      for (int checks = 0; stopped; checks = checks + 1 + checks / 3) {
        Path directory = folder.resolve("stopped-%d-%d".formatted(variant, checks));
        RecordingJob first = new RecordingJob(directory, 13);
        first.cancelAfter(checks);
        stopped = false;
        try {
          fit(variant, first).close();
        } catch (CancellationException stop) {
          stopped = true;
        }
        RecordingJob second = new RecordingJob(directory, 13);
        try (TrainedModel model = fit(variant, second)) {
          assertSame(model.predict(test()), expected);
        }
        assertThat(timeless(second)).isEqualTo(timeless(whole));
      }
    }
  }

  private TrainedModel fit(int variant, RecordingJob job) {
    return stopped().get(variant).fit(training(), Validation.of(validation()), job);
  }

  private static List<Map<String, String>> timeless(RecordingJob job) {
    return job.history().stream()
        .map(
            line -> {
              Map<String, String> rest = new LinkedHashMap<>();
              line.forEach(
                  (name, value) -> {
                    if (!TIMES.contains(name)) {
                      rest.put(name, value.toString());
                    }
                  });
              return rest;
            })
        .toList();
  }

  private TrainedModel fit(String job) {
    return model()
        .fit(training(), Validation.of(validation()), new RecordingJob(folder.resolve(job), 13));
  }

  private static void assertSame(List<Output> actual, List<Output> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(actual.get(row).probabilities()).isEqualTo(expected.get(row).probabilities());
      assertThat(actual.get(row).embedding()).isEqualTo(expected.get(row).embedding());
    }
  }

  private static Sample turned(Sample sample) {
    return sample.withLabel(1 - Math.min(1, sample.label()));
  }
}
