package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Draw;
import org.parfocal.api.Refit;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;

/** The head of a frozen backbone, trained once more on training and validation samples. */
class RefitTest {
  private static final int CHOSEN = 5;

  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(true);
  private final List<Sample> samples = TestImages.cohort("train", 40);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> both = Stream.concat(samples.stream(), validation.stream()).toList();
  private RecordingJob job = new RecordingJob(Path.of("."), 0);

  @BeforeEach
  void chooses() {
    job = new RecordingJob(folder, 13);
    training.epochs = CHOSEN;
    training.select = Selection.VALIDATION_LOSS; // it falls in every epoch here
    training.schedule = Schedule.CONSTANT;
    training.refit = true;
  }

  /** 40 samples in batches of 8 are 5 steps an epoch, 60 are 8: 25 steps are three epochs and 1. */
  @Test
  void isATrainingOnBothForTheChosenNumberOfSteps() throws IOException {
    first().close();
    assertThat(job.askedToRefit()).containsExactly(new Refit(25, 25));
    RecordingJob again = job.refitted();
    byte[] refitted = bytes(fit(TrainingSet.of(both, 2), List.of(), again), "refit");

    training.refit = false;
    training.select = Selection.LAST;
    training.epochs = 4;
    Draw whole = BalancedDraw.singles(both, Balance.NONE);
    Draw cut =
        (epoch, random) -> {
          List<List<Sample>> drawn = whole.epoch(epoch, random);
          return epoch == 3 ? drawn.subList(0, 8) : drawn; // the first of 8 batches: 60 = 4·8 + 4·7
        };
    RecordingJob naive = new RecordingJob(folder.resolve("naive"), 13);
    byte[] naively = bytes(fit(new TrainingSet(both, 2, 1, cut), List.of(), naive), "naive");

    assertThat(refitted).isEqualTo(naively);
    assertThat(again.history("epoch")).contains(1.0, 2.0, 3.0, 4.0).doesNotContain(5.0);
    assertThat(again.warnings()).isEmpty();
    assertThat(again.askedToRefit()).isEmpty();
  }

  @Test
  void goesByTheFirstTrainingsScheduleStepForStep() {
    training.schedule = Schedule.COSINE;
    training.epochs = 10;
    training.patience = 3;
    training.learningRate = 3; // too large, so that an early epoch is the best
    first().close();
    Refit asked = job.askedToRefit().get(0);
    int best = bestEpoch();
    assertThat(asked).isEqualTo(new Refit(5L * best, 50));
    assertThat(best).isLessThan(10);

    RecordingJob again = job.refitted();
    fit(TrainingSet.of(both, 2), List.of(), again).close();
    List<Double> rates = new ArrayList<>();
    for (int made = 0; made < asked.steps(); made += 8) {
      rates.add(3 * 0.5 * (1 + Math.cos(Math.PI * made / 50.0)));
    }
    assertThat(again.history("learning-rate")).isEqualTo(rates);
  }

  private int bestEpoch() {
    List<Double> losses = job.history("validation-loss");
    return 1 + losses.indexOf(losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
  }

  @Test
  void eachTrainingOfAnEnsembleHasItsOwn() {
    training.ensemble = 2;
    training.schedule = Schedule.COSINE;
    first().close();
    assertThat(job.askedToRefit()).hasSize(2);
    RecordingJob again = job.refitted();
    fit(TrainingSet.of(both, 2), List.of(), again).close();
    assertThat(again.history("model")).contains(1.0, 2.0);
  }

  /** What only validation samples show is known after the refit, and not before. */
  @Test
  void learnsWhatOnlyTheValidationSamplesShow() {
    List<Sample> one = samples.stream().filter(sample -> sample.label() == 0).toList();
    List<Sample> seen = new ArrayList<>(one);
    seen.addAll(samples.stream().filter(sample -> sample.label() == 1).limit(1).toList());
    training.epochs = 40;
    training.select = Selection.VALIDATION_AUC;
    List<Sample> test = TestImages.cohort("test", 30);
    double before;
    try (TrainedModel model = fit(TrainingSet.of(seen, 2), validation, job)) {
      before = loss(model, test);
    }
    List<Sample> together = Stream.concat(seen.stream(), validation.stream()).toList();
    try (TrainedModel model = fit(TrainingSet.of(together, 2), List.of(), job.refitted())) {
      assertThat(loss(model, test)).isLessThan(0.7 * before);
    }
  }

  private static double loss(TrainedModel model, List<Sample> test) {
    List<TrainedModel.Output> outputs = model.predict(test);
    double sum = 0;
    for (int row = 0; row < test.size(); row++) {
      sum -= Math.log(outputs.get(row).probabilities()[test.get(row).label()]);
    }
    return sum / test.size();
  }

  @Test
  void isRefusedWhereNothingIsChosen() {
    assertThatThrownBy(() -> fit(TrainingSet.of(samples, 2), List.of(), job))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("Fold fold has no validation samples");
    training.select = Selection.LAST;
    assertThatThrownBy(training::service)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.select last");
  }

  @Test
  void isRefusedForABackboneThatLearns() {
    assertThatThrownBy(() -> training.service().check(new TestBackbones(false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.refit is for frozen backbones");
  }

  @Test
  void isNotAskedForByDefault() {
    training.refit = false;
    first().close();
    assertThat(job.askedToRefit()).isEmpty();
  }

  private TrainedModel first() {
    return fit(TrainingSet.of(samples, 2), validation, job);
  }

  private TrainedModel fit(TrainingSet set, List<Sample> chosenOn, RecordingJob of) {
    return training.service().fit(backbones, TestObjective::new, set, Validation.of(chosenOn), of);
  }

  private byte[] bytes(TrainedModel model, String name) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    try (model) {
      model.save(directory);
    }
    return Files.readAllBytes(directory.resolve("head.safetensors"));
  }
}
