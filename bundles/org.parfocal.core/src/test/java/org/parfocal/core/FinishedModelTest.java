package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.Ensemble.TrainedOn;
import org.parfocal.testkit.TestSamples;

class FinishedModelTest {
  private static final Sample STRANGER = TestSamples.sample("elsewhere.png", "new", 0, null);

  @TempDir Path folder;
  private final FakeParts parts = StudyFixture.parts();
  private Study study = StudyFixture.study(Path.of("unused"));

  @BeforeEach
  void runAStudy() {
    study = StudyFixture.study(folder.resolve("half"), 13, 42);
    new StudyRunner().run(study, parts, StudyFixture.PLAIN, new StudyFixture());
  }

  private Path job(String below) {
    return folder.resolve("half/baseline").resolve(below);
  }

  private ModelStrategy strategy() {
    return parts.model(study.variants().get(0));
  }

  private List<Decision> predict(List<Sample> samples, double threshold, Path... jobs) {
    Ensemble ensemble = new Ensemble(samples, TestSamples.CLASSES);
    for (Path job : jobs) {
      FinishedModel finished = FinishedModel.of(job);
      try (TrainedModel model = finished.load(strategy())) {
        ensemble.add(
            finished, model, parts.images(study.variants().get(0)), threshold, share -> {});
      }
    }
    return ensemble.decisions();
  }

  @Test
  void predictsWhatTheJobsOwnModelPredicts() {
    List<Decision> decisions = predict(parts.dataset.samples(), 0.5, job("200X/seed-13"));
    for (int row = 0; row < decisions.size(); row++) {
      double malignant = FakeParts.probability(parts.dataset.samples().get(row), 13);
      assertThat(decisions.get(row).probabilities()).containsExactly(1 - malignant, malignant);
      assertThat(decisions.get(row).predicted()).isEqualTo(malignant >= 0.5 ? 1 : 0);
    }
  }

  @Test
  void severalModelsGiveTheMeanOfProbabilitiesAndThresholds() {
    List<Path> jobs = ModelFolders.ofOneVariant(folder.resolve("half/baseline"), "it").jobs();
    assertThat(jobs).hasSize(6);
    Ensemble ensemble = new Ensemble(List.of(STRANGER), TestSamples.CLASSES);
    double[] thresholds = {0.1, 0.2, 0.3, 0.4, 0.5, 0.9};
    double mean = 0;
    for (int index = 0; index < 6; index++) {
      FinishedModel finished = FinishedModel.of(jobs.get(index));
      mean += FakeParts.probability(STRANGER, finished.key().seed()) / 6;
      try (TrainedModel model = finished.load(strategy())) {
        ensemble.add(
            finished, model, parts.images(study.variants().get(0)), thresholds[index], share -> {});
      }
    }
    Decision decision = ensemble.decisions().get(0);
    assertThat(decision.probabilities()[1]).isEqualTo(mean, within(1e-12));
    assertThat(decision.threshold().orElseThrow()).isEqualTo(0.4, within(1e-12));
    assertThat(decision.predicted()).isEqualTo(mean >= 0.4 ? 1 : 0);
  }

  @Test
  void decidesByTheThreshold() {
    double malignant = FakeParts.probability(STRANGER, 13);
    Path job = job("200X/seed-13");
    assertThat(predict(List.of(STRANGER), malignant, job).get(0).predicted()).isEqualTo(1);
    assertThat(predict(List.of(STRANGER), Math.nextUp(malignant), job).get(0).predicted()).isZero();
  }

  @Test
  void takesTheThresholdThatItsValidationPredictionsDecideFor() throws IOException {
    FakeParts validated =
        new FakeParts(
            parts.dataset,
            dataset ->
                new FoldPlan(
                    List.of(
                        new Fold(
                            "one",
                            "one",
                            dataset.samples().subList(0, 12),
                            dataset.samples().subList(12, 36),
                            dataset.samples().subList(36, 48),
                            List.of())),
                    List.of()));
    Study other = StudyFixture.study(folder.resolve("other"), 13);
    new StudyRunner().run(other, validated, StudyFixture.PLAIN, new StudyFixture());
    Path job = folder.resolve("other/baseline/one/seed-13");
    double threshold = FinishedModel.of(job).threshold().value();
    assertThat(threshold).isNotEqualTo(0.5);
    List<String> rows = Files.readAllLines(job.resolve("predictions.csv"));
    List<double[]> validation = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split(",");
      if (cells[4].equals("validation")) {
        validation.add(
            new double[] {cells[5].equals("malignant") ? 1 : 0, Double.parseDouble(cells[7])});
      }
    }
    assertThat(validation).isNotEmpty();
    double best = 0;
    for (double candidate = 0; candidate <= 1; candidate += 0.0005) {
      best = Math.max(best, balanced(validation, candidate));
    }
    assertThat(balanced(validation, threshold)).isEqualTo(best);
  }

  private static double balanced(List<double[]> rows, double threshold) {
    double[] right = new double[2];
    double[] all = new double[2];
    for (double[] row : rows) {
      int label = (int) row[0];
      all[label]++;
      right[label] += (row[1] >= threshold ? 1 : 0) == label ? 1 : 0;
    }
    return all[0] == 0 || all[1] == 0 ? 0.5 : (right[0] / all[0] + right[1] / all[1]) / 2;
  }

  @Test
  void knowsItsTrainingPatientsAndImagesAgainUnderAnotherName() throws IOException {
    String trained = "";
    for (String row : Files.readAllLines(job("200X/seed-13/predictions.csv"))) {
      trained = row.contains(",training,") ? row.split(",")[0] : trained;
    }
    String id = trained;
    Sample own =
        parts.dataset.samples().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    Sample renamed =
        new Sample(
            "copy.png",
            own.image(),
            0,
            "nobody",
            "nobody",
            null,
            own.micronsPerPixel(),
            null,
            Map.of());
    Sample samePatient = TestSamples.sample("other.png", own.patient(), 0, null);
    assertThat(predict(List.of(renamed, samePatient, STRANGER), 0.5, job("200X/seed-13")))
        .extracting(Decision::trainedOn)
        .containsExactly(TrainedOn.IMAGE, TrainedOn.PATIENT, TrainedOn.NOTHING);
  }

  @Test
  void refusesSamplesThatTheModelCannotJudge() {
    FinishedModel finished = FinishedModel.of(job("200X/seed-13"));
    Ensemble ensemble = new Ensemble(List.of(STRANGER), TestSamples.CLASSES);
    try (TrainedModel model = finished.load(strategy())) {
      TrainedModel asking =
          new TrainedModel() {
            @Override
            public List<Output> predict(List<Sample> samples) {
              return model.predict(samples);
            }

            @Override
            public Optional<String> missing(Sample sample) {
              return Optional.of("its magnification");
            }

            @Override
            public void save(Path directory) {}

            @Override
            public void close() {}
          };
      assertThatThrownBy(
              () ->
                  ensemble.add(
                      finished, asking, parts.images(study.variants().get(0)), 0.5, share -> {}))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("The model cannot judge /data/elsewhere.png without its magnification.");
    }
  }

  @Test
  void findsTheJobsOfAFoldAndRefusesWhatHoldsNone() throws IOException {
    assertThat(ModelFolders.ofOneVariant(job("200X"), "it").jobs())
        .containsExactly(job("200X/seed-13"), job("200X/seed-42"));
    assertThat(ModelFolders.ofOneVariant(folder.resolve("half"), "it").jobs()).hasSize(6);
    Path images = Files.createDirectories(folder.resolve("images/a"));
    assertThat(ModelFolders.isOne(folder.resolve("images"))).isFalse();
    assertThatThrownBy(() -> ModelFolders.ofOneVariant(images, "it"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds no finished job");
    Files.writeString(job("200X/seed-13/trained-on.csv"), "sample,sha256\n");
    assertThatThrownBy(() -> FinishedModel.of(job("200X/seed-13")))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("trained-on.csv was changed or damaged");
  }
}
