package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class DsmlModelTest {
  @TempDir Path folder;

  private final PlantedPyramids frozen = new PlantedPyramids(true);
  private final List<Sample> training = PlantedPyramids.cohort("train", 80);
  private final List<Sample> validation = PlantedPyramids.cohort("validation", 12);
  private final List<Sample> test = PlantedPyramids.cohort("test", 300);

  @Test
  void separatesClassesBetterByFusingMagnifications() {
    for (String fusion : List.of("mean", "concatenate")) {
      double single = auc(predicted("fusion", fusion, "lambda", 0.0));
      double fused = auc(predicted("fusion", fusion, "lambda", 0.0, "inference", "pyramid"));

      assertThat(single).as(fusion).isBetween(0.75, 0.95);
      assertThat(1 - fused).as(fusion).isLessThan(0.7 * (1 - single));
    }
  }

  @Test
  void bringsMagnificationsToAgreeByTheSimilarityOfProbabilities() {
    double independent = agreement(predicted("lambda", 0.0));
    double similar = agreement(predicted("lambda", 10.0));

    assertThat(similar).isGreaterThan(independent + 0.05);
  }

  @Test
  void bringsMagnificationsToAgreeByTheSimilarityOfFeatures() {
    Object[] feature = {
      "projection", 4, "similarity", "feature", "temperature", 0.2, "lambda", 0.0
    };
    double independent = agreement(predicted(feature));
    feature[7] = 10.0;
    double similar = agreement(predicted(feature));

    assertThat(similar).isGreaterThan(independent + 0.03);
  }

  @Test
  void tellsAgreementBeforeAndAfterTheTraining() {
    RecordingJob job = new RecordingJob(folder, 13);
    fit(frozen, job, "lambda", 10.0).close();

    assertThat(job.history("observed.agreement"))
        .hasSize(2)
        .allMatch(share -> share >= 0 && share <= 1);
    assertThat(job.history().get(1))
        .containsKeys("loss.cross-entropy", "loss.fused", "loss.similarity");
  }

  @Test
  void loadsWhatItSaved() throws Exception {
    for (boolean fixed : List.of(true, false)) {
      PlantedPyramids planted = new PlantedPyramids(fixed);
      Object[] options = {
        "branches", "per-magnification",
        "projection", 4,
        "fusion", "concatenate",
        "inference", "pyramid",
        "views", 0
      };
      List<Sample> some = new ArrayList<>(test.subList(0, 9));
      some.add(Samples.of("unseen", null, "400X", 0));
      Path directory = Files.createDirectory(folder.resolve("model-" + fixed));
      DsmlModel strategy = Fitting.model(planted, 3, 20, options);
      try (TrainedModel model =
          strategy.fit(
              ShuffledGroups.of(training, 3),
              Validation.of(validation),
              new RecordingJob(folder, 13))) {
        model.save(directory);
        try (TrainedModel loaded = strategy.load(directory, 2)) {
          assertSame(loaded.predict(some), model.predict(some));
        }
      }
    }
  }

  @Test
  void hasABackboneForEachMagnification() {
    DsmlOptions own = Fitting.options("branches", "per-magnification");
    ObjectiveFactory factory = DsmlModel.objectives(own, Samples.scales(3));

    assertThat(factory.branches().count()).isEqualTo(3);
    assertThat(Samples.pyramids(1, 3, 2))
        .extracting(sample -> factory.branches().branch().applyAsInt(sample))
        .containsExactly(0, 1, 2);
    assertThat(DsmlModel.objectives(Fitting.options(), Samples.scales(3)).branches().count())
        .isEqualTo(1);
  }

  @Test
  void writesViewsOfTheValidationPyramids() {
    RecordingJob job = new RecordingJob(folder, 13);
    fit(frozen, job).close();

    assertThat(folder.resolve("views/similarity.csv")).exists();
    assertThat(job.warnings()).singleElement().asString().contains("feature maps");
  }

  @Test
  void writesNoViewsIfNoneAreWanted() {
    fit(frozen, new RecordingJob(folder, 13), "views", 0).close();

    assertThat(folder.resolve("views")).doesNotExist();
  }

  @Test
  void warnsThatImagesOfIncompletePyramidsWereScoredByThemselves() {
    RecordingJob job = new RecordingJob(folder, 13);
    try (TrainedModel model = fit(frozen, job, "inference", "pyramid", "views", 0)) {
      model.predict(test.subList(0, 4));
      model.predict(test.subList(0, 4));
    }

    assertThat(job.warnings()).singleElement().asString().startsWith("1 of 4 images");
  }

  @Test
  void refusesSingleImagesAndPairs() {
    TrainingSet singles =
        new TrainingSet(
            training, 2, 1, (epoch, random) -> training.stream().map(List::of).toList());

    refuses(singles, "group: pyramid");
    // Pairs of any two images of two magnifications look like pyramids until they are drawn.
    List<Sample> two =
        training.stream().filter(sample -> !"200X".equals(sample.magnification())).toList();
    refuses(
        new TrainingSet(two, 2, 2, (epoch, random) -> List.of(List.of(two.get(0), two.get(2)))),
        "group: pyramid");
  }

  @Test
  void refusesAFeatureFormThatCouldChangeNothing() {
    assertThatThrownBy(() -> fit(frozen, new RecordingJob(folder, 13), "similarity", "feature"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.projection");
  }

  private void refuses(TrainingSet set, String sentence) {
    assertThatThrownBy(
            () ->
                Fitting.model(frozen, 1, 4)
                    .fit(set, Validation.of(validation), new RecordingJob(folder, 13)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(sentence);
  }

  private TrainedModel fit(PlantedPyramids planted, RecordingJob job, Object... options) {
    return Fitting.model(planted, 3, 20, options)
        .fit(ShuffledGroups.of(training, 3), Validation.of(validation), job);
  }

  private static void assertSame(
      List<TrainedModel.Output> loaded, List<TrainedModel.Output> fitted) {
    assertThat(loaded)
        .extracting(TrainedModel.Output::probabilities)
        .containsExactlyElementsOf(
            fitted.stream().map(TrainedModel.Output::probabilities).toList());
    assertThat(loaded)
        .extracting(TrainedModel.Output::embedding)
        .containsExactlyElementsOf(fitted.stream().map(TrainedModel.Output::embedding).toList());
    assertThat(loaded.get(0).embedding()).hasSize(4);
  }

  private List<TrainedModel.Output> predicted(Object... options) {
    RecordingJob job = new RecordingJob(folder, 13);
    try (TrainedModel model =
        Fitting.model(frozen, 40, 20, options)
            .fit(ShuffledGroups.of(training, 3), Validation.of(validation), job)) {
      return model.predict(test);
    }
  }

  /** Share of pairs, one of each class, that are in the right order; ties count half. */
  private double auc(List<TrainedModel.Output> outputs) {
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < test.size(); i++) {
      for (int j = 0; j < test.size(); j++) {
        if (test.get(i).label() == 1 && test.get(j).label() == 0) {
          double difference = outputs.get(i).probabilities()[1] - outputs.get(j).probabilities()[1];
          right += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return right / pairs;
  }

  /** Share of pairs of magnifications of one place with the same decision. */
  private static double agreement(List<TrainedModel.Output> outputs) {
    double same = 0;
    for (int row = 0; row < outputs.size(); row++) {
      int next = row % 3 == 2 ? row - 2 : row + 1;
      boolean one = outputs.get(row).probabilities()[1] > 0.5;
      boolean other = outputs.get(next).probabilities()[1] > 0.5;
      same += one == other ? 1 : 0;
    }
    return same / outputs.size();
  }
}
