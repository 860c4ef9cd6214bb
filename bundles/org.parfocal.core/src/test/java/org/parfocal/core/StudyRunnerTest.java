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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.Score;
import org.parfocal.api.TrainingSet;
import org.parfocal.testkit.TestSamples;
import org.yaml.snakeyaml.Yaml;

class StudyRunnerTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner();

  private Path directory() {
    return folder.resolve("half");
  }

  @Test
  void plansVariantsTimesFoldsTimesSeedsWithoutWriting() {
    StudyPlan plan =
        runner.plan(
            StudyFixture.study(directory(), 13, 42),
            StudyFixture.parts(),
            false,
            new StudyFixture());

    assertThat(plan.jobs())
        .extracting(job -> job.key().toString())
        .containsExactly(
            "baseline/100X/seed-13",
            "baseline/100X/seed-42",
            "baseline/200X/seed-13",
            "baseline/200X/seed-42",
            "baseline/400X/seed-13",
            "baseline/400X/seed-42");
    assertThat(plan.jobs()).extracting(PlannedJob::state).containsOnly(JobState.PLANNED);
    assertThat(plan.jobs()).extracting(PlannedJob::identity).doesNotHaveDuplicates();
    assertThat(directory()).doesNotExist();
  }

  @Test
  void leavesFilesThatAnyoneCanCheck() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("selection.csv"), "of a run that chose among options");
    StudyResult result = run(StudyFixture.parts(), StudyFixture.PLAIN);

    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "study.yaml", "plan.json", "results.json", "results.csv", "results.md", "baseline");
    }
    Path job = directory().resolve("baseline/200X/seed-13");
    try (Stream<Path> files = Files.list(job)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.yaml",
              "job.json",
              "history.jsonl",
              "predictions.csv",
              "samples.csv",
              "embeddings.npy",
              "trained-on.csv",
              "model");
    }
    assertThat(Files.readString(job.resolve("history.jsonl")))
        .isEqualTo("{\"loss\":null}\n{\"loss\":0.5}\n");
    Map<String, Object> study =
        new Yaml().load(Files.readString(directory().resolve("study.yaml")));
    assertThat(study).containsEntry("study", "half");
    List<String> rows = Files.readAllLines(job.resolve("predictions.csv"));
    assertThat(rows.get(0))
        .isEqualTo("sample,patient,magnification,domain,part,label,p_benign,p_malignant");
    // 4 test patients × 2 images at 200X, then the same patients' 100X and 400X images, then those
    // of the training patients.
    assertThat(rows).hasSize(1 + 8 + 16 + 16);
    assertThat(rows.get(1)).startsWith("p05/200X/1.png,p05,200X,200X,test,malignant,");
    assertThat(Files.readString(directory().resolve("results.csv")))
        .startsWith("study,variant,fold,pooled,seed,metric,part,scope,value,low,high,note\n")
        .contains("half,baseline,200X,false,13,auc,test,all,");
    assertThat(result.summary()).isEqualTo(Files.readString(directory().resolve("results.md")));
  }

  @Test
  void tellsWhatHappens() {
    run(StudyFixture.parts(), StudyFixture.PLAIN);

    assertThat(told.started)
        .containsExactly(
            "baseline/100X/seed-13 1/3", "baseline/200X/seed-13 2/3", "baseline/400X/seed-13 3/3");
    assertThat(told.ended).allMatch(line -> line.matches(".* DONE AUC 0\\.\\d{3} test"));
    assertThat(told.fractions).allMatch(fraction -> fraction >= 0 && fraction <= 1);
  }

  @Test
  void givesEachAugmentationWhatTheOneBeforeItMade() {
    List<String> seen = new ArrayList<>();
    AugmentationStrategy twins =
        (training, job) -> {
          seen.add("twins of " + training.samples().size());
          List<Sample> samples = new ArrayList<>(training.samples());
          training.samples().forEach(sample -> samples.add(twin(sample)));
          return TrainingSet.of(samples, training.classes());
        };
    AugmentationStrategy pairs =
        (training, job) -> {
          seen.add("pairs of " + training.samples().size());
          List<Sample> samples = training.samples();
          return new TrainingSet(
              samples,
              training.classes(),
              2,
              (epoch, random) -> List.of(List.of(samples.get(0), samples.get(1))));
        };
    FakeParts parts = StudyFixture.parts();
    parts.augmentations = List.of(twins, pairs);
    run(parts, StudyFixture.PLAIN);

    int training = Integer.parseInt(seen.get(0).replaceAll("\\D", ""));
    assertThat(seen).startsWith("twins of " + training, "pairs of " + 2 * training);
  }

  private static Sample twin(Sample sample) {
    return new Sample(
        sample.id() + " twin",
        sample.image(),
        sample.label(),
        sample.patient(),
        sample.slide(),
        sample.magnification(),
        sample.micronsPerPixel(),
        sample.place(),
        sample.attributes());
  }

  @Test
  void keepsWhatIsDone() {
    FakeParts parts = StudyFixture.parts();
    StudyResult first = run(parts, StudyFixture.PLAIN);
    Map<String, String> before = StudyFixture.results(directory());
    parts.fitted.clear();
    parts.read = 0;
    StudyResult second = run(parts, StudyFixture.PLAIN);

    assertThat(parts.fitted).isEmpty();
    assertThat(parts.read).isZero();
    assertThat(second.scores()).isEqualTo(first.scores());
    assertThat(StudyFixture.results(directory())).isEqualTo(before);
  }

  @Test
  void givesTheSameBytesInTwoFolders() {
    run(StudyFixture.parts(), StudyFixture.PLAIN);
    Path other = folder.resolve("elsewhere/half");
    runner.run(StudyFixture.study(other), StudyFixture.parts(), StudyFixture.PLAIN, told);

    Map<String, String> one = StudyFixture.results(directory());
    Map<String, String> two = StudyFixture.results(other);
    one.remove("study.yaml");
    two.remove("study.yaml");
    assertThat(two).isEqualTo(one);
  }

  @Test
  void setsUnseenBesideSeenOfTheModelsThatTrainedThere() {
    FakeParts parts = StudyFixture.parts();
    StudyResult result = run(parts, StudyFixture.PLAIN);

    // Independent of the runner's tables: the fake models predict by sample and seed alone, so the
    // seen score of 200X in the folds 100X and 400X is the unseen score of fold 200X.
    double unseen = value(result, "200X", Part.TEST, Score.ALL);
    assertThat(value(result, "100X", Part.SEEN, "200X")).isCloseTo(unseen, within(1e-12));
    assertThat(value(result, "400X", Part.SEEN, "200X")).isCloseTo(unseen, within(1e-12));
    String row = line(result.summary(), "| 200X");
    assertThat(row)
        .contains("%.3f [0.100, 0.900]".formatted(unseen))
        .contains(" %.3f |".formatted(unseen))
        .contains("+0.000");
    double mean =
        Stream.of("100X", "200X", "400X")
            .mapToDouble(fold -> value(result, fold, Part.TEST, Score.ALL))
            .average()
            .orElseThrow();
    assertThat(line(result.summary(), "| mean")).contains("%.3f".formatted(mean));
    assertThat(result.summary().lines().filter(l -> l.startsWith("|")))
        .allMatch(l -> l.length() <= 80);
  }

  /**
   * The fake models predict by sample and seed alone: a column is the same whatever was trained.
   */
  @Test
  void setsTrainingAgainstTestMagnification() {
    FakeParts halves = StudyFixture.parts();
    FakeParts parts =
        new FakeParts(halves.dataset, dataset -> swapped(dataset, halves.protocol.folds(dataset)));
    StudyResult result = run(parts, StudyFixture.PLAIN);

    assertThat(line(result.summary(), "| AUC, trained at"))
        .containsSubsequence("100X", "200X", "400X", "elsewhere");
    List<String> columns = new ArrayList<>();
    for (String magnification : List.of("100X", "200X", "400X")) {
      String cell = "%.3f".formatted(value(result, magnification, Part.SEEN, magnification));
      columns.add(cell);
      for (String other : List.of("100X", "200X", "400X")) {
        if (!other.equals(magnification)) {
          assertThat(value(result, other, Part.TEST, magnification))
              .isCloseTo(value(result, magnification, Part.SEEN, magnification), within(1e-12));
        }
      }
    }
    assertThat(line(result.summary(), "| 200X"))
        .containsSubsequence(columns)
        .contains("%.3f [0.100, 0.900]".formatted(value(result, "200X", Part.TEST, Score.ALL)));
    assertThat(runner.evaluate(StudyFixture.study(directory()), parts, told).summary())
        .isEqualTo(result.summary());
  }

  private static FoldPlan swapped(Dataset dataset, FoldPlan plan) {
    return new FoldPlan(
        plan.folds().stream()
            .map(
                fold -> {
                  Set<String> patients =
                      fold.training().stream().map(Sample::patient).collect(Collectors.toSet());
                  List<Sample> training =
                      dataset.samples().stream()
                          .filter(sample -> patients.contains(sample.patient()))
                          .filter(sample -> fold.name().equals(sample.magnification()))
                          .toList();
                  return new Fold(
                      fold.name(), fold.name(), training, List.of(), fold.seen(), fold.test());
                })
            .toList(),
        List.of());
  }

  @Test
  void poolsTheFoldsOfAPool() {
    FakeParts parts = new FakeParts(TestSamples.regular(8, 2, "100X", "200X"), new HalfAndHalf(2));
    StudyResult result = run(parts, StudyFixture.PLAIN);

    List<Prediction> all =
        parts.dataset.samples().stream()
            .filter(sample -> "200X".equals(sample.magnification()))
            .map(
                sample -> {
                  double malignant = FakeParts.probability(sample, 13);
                  return new Prediction(
                      "any",
                      sample.id(),
                      sample.patient(),
                      "200X",
                      Part.TEST,
                      sample.label(),
                      List.of(1 - malignant, malignant));
                })
            .toList();
    ScoreRow pooled =
        result.scores().stream()
            .filter(row -> row.pooled() && row.fold().equals("200X"))
            .filter(row -> row.score().part() == Part.TEST)
            .filter(row -> row.score().scope().equals(Score.ALL))
            .findFirst()
            .orElseThrow();
    assertThat(pooled.score().value())
        .isCloseTo(FakeParts.auc(Part.TEST, Score.ALL, all).value(), within(1e-12));
    assertThat(line(result.summary(), "| 200X")).contains("%.3f".formatted(pooled.score().value()));
  }

  @Test
  void showsTheSpreadOverSeeds() {
    StudyResult result =
        runner.run(
            StudyFixture.study(directory(), 1, 2, 3),
            StudyFixture.parts(),
            StudyFixture.PLAIN,
            told);
    double[] values =
        result.scores().stream()
            .filter(row -> row.fold().equals("100X") && row.score().part() == Part.TEST)
            .filter(row -> row.score().scope().equals(Score.ALL))
            .mapToDouble(row -> row.score().value())
            .toArray();
    double mean = (values[0] + values[1] + values[2]) / 3;
    double deviation =
        Math.sqrt(
            (Math.pow(values[0] - mean, 2)
                    + Math.pow(values[1] - mean, 2)
                    + Math.pow(values[2] - mean, 2))
                / 2);
    assertThat(line(result.summary(), "| 100X")).contains("%.3f ± %.3f".formatted(mean, deviation));
  }

  @Test
  void scoresAgainFromTheFilesAlone() {
    FakeParts parts = StudyFixture.parts();
    StudyResult first = run(parts, StudyFixture.PLAIN);
    FakeParts bare =
        new FakeParts(
            parts.dataset,
            dataset -> {
              throw new AssertionError("evaluate reads no data set");
            });
    StudyResult again = runner.evaluate(StudyFixture.study(directory()), bare, told);

    assertThat(again.scores()).isEqualTo(first.scores());
    assertThat(again.summary()).isEqualTo(first.summary());
    assertThat(again.jobs()).isEqualTo(first.jobs());
    assertThatThrownBy(
            () -> runner.evaluate(StudyFixture.study(folder.resolve("none")), bare, told))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds no results");
  }

  @Test
  void stopsAtUnreadableImagesBeforeItTrains() {
    FakeParts parts = StudyFixture.parts();
    for (int patient = 1; patient <= 8; patient++) {
      parts.unreadable.add("p%02d/200X/1.png".formatted(patient));
      parts.unreadable.add("p%02d/400X/2.png".formatted(patient));
    }
    assertThatThrownBy(() -> run(parts, StudyFixture.PLAIN))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("16 images")
        .hasMessageContaining("/data/p01/200X/1.png is truncated.")
        .hasMessageContaining("and 6 more")
        .hasMessageContaining("--skip-unreadable");
    assertThat(parts.fitted).isEmpty();
  }

  @Test
  void leavesUnreadableImagesOutAndCountsThem() throws IOException {
    FakeParts parts = StudyFixture.parts();
    parts.unreadable.add("p05/200X/1.png");
    StudyResult result = run(parts, StudyFixture.SKIP_UNREADABLE);

    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(Files.readAllLines(directory().resolve("baseline/200X/seed-13/predictions.csv")))
        .hasSize(1 + 7 + 16 + 16)
        .noneMatch(row -> row.startsWith("p05/200X/1.png"));
    assertThat(result.summary())
        .contains("1 images that cannot be read were left out")
        .contains("/data/p05/200X/1.png is truncated.");
    parts.fitted.clear();
    run(parts, StudyFixture.SKIP_UNREADABLE);
    assertThat(parts.fitted).isEmpty();
    assertThat(
            runner.plan(StudyFixture.study(directory()), parts, false, new StudyFixture()).jobs())
        .extracting(PlannedJob::state)
        .containsOnly(JobState.DONE);

    parts.unreadable.clear();
    run(parts, StudyFixture.PLAIN);
    assertThat(parts.fitted).hasSize(3);
  }

  private StudyResult run(FakeParts parts, Set<RunOption> options) {
    return runner.run(StudyFixture.study(directory()), parts, options, told);
  }

  private static double value(StudyResult result, String fold, Part part, String scope) {
    return result.scores().stream()
        .filter(row -> row.fold().equals(fold) && row.score().part() == part)
        .filter(row -> row.score().scope().equals(scope))
        .findFirst()
        .orElseThrow()
        .score()
        .value();
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElse("no such line");
  }
}
