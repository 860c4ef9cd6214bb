package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.testkit.RecordingJob;

class SmseModelTest {
  private static final String[] SEEN = {"40X", "100X", "400X"};

  private static final int EPOCHS = 12;

  @TempDir Path folder;

  private final List<Sample> training = Planted.cohort("training", 24, 6, SEEN);
  private final List<Sample> validation = Planted.cohort("validation", 8, 4, SEEN);
  private final List<Sample> unseen = Planted.cohort("test", 8, 8, "40X", "200X");

  /**
   * Twelve epochs on 48 dimensions, of which 8 tell the class and 8 the magnification. Measured:
   * 1.06 before; 2.94 with pairs, 1.77 with triplets, 2.18 with the classification loss alone.
   */
  @ParameterizedTest
  @CsvSource({"pair,2.5", "triplet,1.6"})
  void pullsTheClassesOfUnseenPatientsTogetherAcrossMagnifications(String groups, double factor) {
    RecordingJob job = new RecordingJob(folder, 13);
    try (TrainedModel model = fit(groups, Map.of(), job)) {
      List<Double> observed = job.history("observed.separation");

      assertThat(observed).hasSize(2);
      assertThat(observed.get(0)).isBetween(1.0, 1.15);
      assertThat(observed.get(1)).isGreaterThan(factor * observed.get(0));
      // Patients and a magnification that the training did not see.
      assertThat(separation(model)).isGreaterThan(1.4);
    }
  }

  @Test
  void pullsThemFartherWithPairsThanTheClassificationLossAlone() {
    RecordingJob alone = new RecordingJob(folder, 13);
    RecordingJob pairs = new RecordingJob(folder, 13);
    fit("pair", Map.of("metric_weight", 0.0), alone).close();
    fit("pair", Map.of(), pairs).close();

    assertThat(pairs.history("observed.separation").get(1))
        .isGreaterThan(1.2 * alone.history("observed.separation").get(1));
  }

  @Test
  void tellsTermsAndActiveGroupsOfEveryEpoch() {
    RecordingJob job = new RecordingJob(folder, 13);
    fit("triplet", Map.of(), job).close();

    for (String name : List.of("loss.metric", "loss.classification", "count.active-triplets")) {
      assertThat(job.history(name)).as(name).hasSize(EPOCHS);
    }
    assertThat(job.history("count.triplets")).hasSize(EPOCHS).containsOnly(432.0);
    List<Double> active = job.history("count.active-triplets");
    assertThat(active.get(EPOCHS - 1)).isLessThan(active.get(0) / 2);
  }

  @Test
  void loadsWhatItSaved() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("model"));
    SmseModel smse = Fitting.smse(2, Map.of());
    try (TrainedModel model =
        smse.fit(
            Fitting.triplets(training), Validation.of(validation), new RecordingJob(folder, 13))) {
      model.save(directory);
      try (TrainedModel loaded = smse.load(directory, 2)) {
        List<TrainedModel.Output> expected = model.predict(unseen);
        List<TrainedModel.Output> outputs = loaded.predict(unseen);
        for (int index = 0; index < outputs.size(); index++) {
          assertThat(outputs.get(index).probabilities())
              .isEqualTo(expected.get(index).probabilities());
          assertThat(outputs.get(index).embedding()).isEqualTo(expected.get(index).embedding());
        }
      }
    }
  }

  @Test
  void saysThatItNeedsPairsOrTriplets() {
    assertRefused(
        Map.of(),
        new TrainingSet(training, 2, 1, (epoch, random) -> List.of()),
        "model smse needs pairs or triplets, and the augmentation draws single images; set"
            + " augmentation: {multiscale: {group: triplet}}.");
    assertRefused(
        Map.of("loss", "pair"),
        new TrainingSet(training, 2, 4, (epoch, random) -> List.of()),
        "model smse needs pairs or triplets, and the augmentation draws groups of 4; set"
            + " augmentation: {multiscale: {group: pair}}.");
    assertRefused(
        Map.of("loss", "pair"),
        Fitting.triplets(training),
        "model.loss is pair, and the augmentation draws triplets; set augmentation.multiscale.group to pair,"
            + " or model.loss to auto.");
  }

  @Test
  void tellsPyramidsOfThreeFromTriplets() {
    assertRefused(
        Map.of(),
        new TrainingSet(training, 2, 3, (epoch, random) -> List.of(training.subList(0, 3))),
        "model smse needs triplets of an anchor, an image of its class and one of another class;"
            + " the augmentation draws groups of three that are not; set augmentation: {multiscale:"
            + " {group: triplet}}.");
  }

  @Test
  void warnsOfPairsThatNeverShowTwoClasses() {
    RecordingJob job = new RecordingJob(folder, 13);
    TrainingSet pyramids =
        new TrainingSet(training, 2, 2, (epoch, random) -> List.of(training.subList(0, 2)));

    BatchCheck.check(pyramids, MetricForm.PAIR, job);
    BatchCheck.check(Fitting.pairs(training), MetricForm.PAIR, job);

    assertThat(job.warnings())
        .containsExactly(
            "None of the 1 pairs of the first epoch is of two classes: the metric loss alone would"
                + " pull all images together; with pairs, augmentation.multiscale.group should be pair.");
  }

  private TrainedModel fit(String groups, Map<String, Object> options, RecordingJob job) {
    TrainingSet set = groups.equals("pair") ? Fitting.pairs(training) : Fitting.triplets(training);
    return Fitting.smse(EPOCHS, options).fit(set, Validation.of(validation), job);
  }

  private double separation(TrainedModel model) {
    float[] rows = new float[unseen.size() * 12];
    List<TrainedModel.Output> outputs = model.predict(unseen);
    for (int index = 0; index < outputs.size(); index++) {
      System.arraycopy(outputs.get(index).embedding(), 0, rows, index * 12, 12);
    }
    return Separation.of(unseen, rows, 12).ratio();
  }

  private void assertRefused(Map<String, Object> options, TrainingSet set, String sentence) {
    assertThatThrownBy(
            () ->
                Fitting.smse(1, options)
                    .fit(set, Validation.of(validation), new RecordingJob(folder, 13)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
