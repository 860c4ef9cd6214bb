package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.testkit.TestSamples;

/** What metrics declare of their columns, and what the protocol says that it varies. */
class ColumnsTest {
  private static final MetricColumn MINE = MetricColumn.of("mine", "mine", Better.SMALLER);

  @TempDir Path folder;
  private final StudyRunner runner = new StudyRunner();
  private final StudyFixture told = new StudyFixture();

  /** 1 for the first fold of a pool, 2 for the second, twice that for seed 42; 5 when pooled. */
  private static List<Score> mine(Outcome outcome) {
    double fold = outcome.name().endsWith("-1") ? 1 : outcome.name().endsWith("-2") ? 2 : 5;
    double value = outcome.seed() == 42 ? 2 * fold : fold;
    return List.of(Score.of("mine", Part.SEEN, Score.ALL, value));
  }

  private StudyResult run(MetricColumn column, long... seeds) {
    FakeParts parts = new FakeParts(TestSamples.regular(8, 2, "100X", "200X"), new HalfAndHalf(2));
    parts.metrics.clear();
    parts.metrics.add(FakeMetric.ofOutcome(ColumnsTest::mine, column));
    return runner.run(
        StudyFixture.study(folder.resolve("half"), seeds), parts, StudyFixture.PLAIN, told);
  }

  private static List<String> rows(StudyResult result) {
    return result.scores().stream()
        .filter(ScoreRow::pooled)
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(row.fold(), row.seed(), row.score().value(), row.score().note()))
        .toList();
  }

  @Test
  void anAveragedColumnIsTheMeanOfItsFoldsAndSeeds() {
    StudyResult result = run(MINE.averaged(), 13, 42);
    assertThat(rows(result))
        .containsExactly(
            "100X 13 1.5 mean of 2 folds",
            "200X 13 1.5 mean of 2 folds",
            "100X 42 3.0 mean of 2 folds",
            "200X 42 3.0 mean of 2 folds",
            "all folds 13 1.5 mean of 4 folds",
            "all folds 42 3.0 mean of 4 folds",
            "all folds all seeds 2.25 mean of 8 folds and seeds");
    assertThat(result.summary())
        .contains("| baseline | 2.250 ± 1.061 |")
        .contains("| 100X     | 2.250 ± 1.061 |");
    assertThat(told.ended.get(0)).endsWith("mine 1.000 seen");
  }

  @Test
  void anotherColumnIsScoredOnPooledPredictionsAndComparedByTheirMean() {
    assertThat(rows(run(MINE, 13)))
        .containsExactly(
            "100X 13 5.0 ",
            "200X 13 5.0 ",
            "all folds 13 5.0 mean of 2 pools of folds",
            "all folds all seeds 5.0 mean of 2 pools of folds and seeds");
    assertThat(rows(run(MINE.shown(Table.FOLDS), 13)))
        .containsExactly("100X 13 5.0 ", "200X 13 5.0 ");
  }

  @Test
  void columnsStandInTheResultsForWhoeverReadsThem() throws IOException {
    run(MINE.unit("nats"), 13);
    assertThat(folder.resolve("half/results.json"))
        .content()
        .contains("\"metric\" : \"mine\"")
        .contains("\"unit\" : \"nats\"")
        .contains("\"better\" : \"smaller\"")
        .contains("\"pooling\" : \"predictions\"");
  }

  @Test
  void predictionsAndTablesSpeakOfTheFieldThatTheProtocolVaries() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 1; patient <= 8; patient++) {
      for (String angle : List.of("0", "90", "180")) {
        String name = "p" + patient;
        samples.add(
            TestSamples.sample(
                name + "-" + angle, name, patient % 2, null, Map.of("angle", angle)));
      }
    }
    HalfAndHalf protocol = new HalfAndHalf(1, List.of(), new SampleField("angle"));
    FakeParts parts = new FakeParts(TestSamples.dataset(samples), protocol);
    Study study = StudyFixture.study(folder.resolve("half"));
    StudyResult result = runner.run(study, parts, StudyFixture.PLAIN, told);

    assertThat(Files.readAllLines(folder.resolve("half/baseline/90/seed-13/predictions.csv")))
        .startsWith("sample,patient,magnification,domain,part,label,p_benign,p_malignant")
        .anyMatch(row -> row.startsWith("p5-90,p5,,90,test,malignant,"))
        .anyMatch(row -> row.startsWith("p5-180,p5,,180,seen,malignant,"));
    assertThat(result.summary())
        .contains("| held out |             AUC test | AUC seen | AUC lost |")
        .containsSubsequence("| 0        |", "| 90       |", "| 180      |")
        .contains("test: test patients at the angle held out")
        .doesNotContain("magnification");
    assertThat(runner.evaluate(study, parts, told).summary()).isEqualTo(result.summary());
  }
}
