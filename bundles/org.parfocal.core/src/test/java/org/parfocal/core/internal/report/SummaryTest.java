package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

class SummaryTest {
  private static final MetricColumn AUC =
      MetricColumn.of("auc", "AUC", Better.LARGER)
          .described("area under the ROC curve")
          .unit("0 to 1")
          .shown(Table.HEADLINE, Table.FOLDS);
  private static final MetricColumn LOSS =
      MetricColumn.of("loss", "log loss", Better.SMALLER).unit("nats").decimals(2);
  private static final List<MetricColumn> COLUMNS = List.of(LOSS, AUC);

  private final List<ScoreRow> rows = new ArrayList<>();

  @Test
  void setsThePriceOfTheUnseenMagnificationBesideItsScores() {
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", 0.70);
    add("400X", Part.TEST, "all", 0.60);
    add("100X", Part.SEEN, "all", 0.88);
    price("100X", 0.80, 0.82, 0.02);
    price("200X", 0.70, 0.85, 0.15);
    price("400X", 0.60, 0.72, 0.12);
    price("all", 0.70, 0.797, 0.097);

    String text = Summary.text(plan(List.of()), jobs(JobState.DONE), rows, COLUMNS, List.of());

    assertThat(text)
        .contains("| held out |             AUC test | AUC seen |                AUC lost |")
        .contains("| 100X     | 0.800 [0.700, 0.900] |    0.820 | +0.020 [-0.030, +0.070] |")
        .contains("| 200X     | 0.700 [0.600, 0.800] |    0.850 | +0.150 [+0.100, +0.200] |")
        .contains("| 400X     | 0.600 [0.500, 0.700] |    0.720 | +0.120 [+0.070, +0.170] |")
        .contains("| mean     | 0.700 [0.600, 0.800] |    0.797 | +0.097 [+0.047, +0.147] |")
        .contains(
            """
            | over all folds and seeds |                 test |                 seen |                    lost |
            |:-------------------------|---------------------:|---------------------:|------------------------:|
            | AUC                      | 0.700 [0.600, 0.800] | 0.797 [0.697, 0.897] | +0.097 [+0.047, +0.147] |
            """)
        .contains("malignant against benign")
        .contains("- test: test patients at the magnification held out")
        .contains("\n- AUC: area under the ROC curve; 0 to 1; larger is better\n");
  }

  @Test
  void keepsTheIntervalOverPatientsBesideTheSpreadOverSeeds() {
    StoredPlan plan = plan(List.of());
    List<StoredJob> both = new ArrayList<>(plan.jobs());
    List<PlannedJob> done = new ArrayList<>(jobs(JobState.DONE));
    for (String fold : List.of("100X", "200X", "400X")) {
      JobKey key = new JobKey("baseline", fold, 42);
      both.add(new StoredJob(key, new JobIdentity(Map.of("model.name", "id"), Map.of())));
      done.add(
          new PlannedJob(
              key,
              new JobIdentity(Map.of("model.name", "id"), Map.of()),
              Path.of("x"),
              JobState.DONE,
              1,
              ""));
      add(fold, Part.TEST, "all", 0.6);
      add(fold, Part.SEEN, "all", 0.6);
      rows.add(new ScoreRow("baseline", fold, false, 42, Score.of("auc", Part.TEST, "all", 0.8)));
      price(fold, 0.7, 0.75, 0.05);
    }
    StoredPlan ofTwoSeeds = new StoredPlan(plan.study(), plan.data(), both);

    assertThat(Summary.text(ofTwoSeeds, done, rows, COLUMNS, List.of()))
        .contains(
            "| 100X     | 0.700 ± 0.141 [0.600, 0.800] |    0.750 | +0.050 [+0.000, +0.100] |")
        .contains("- ±: standard deviation over 2 seeds\n");
  }

  @Test
  void showsWhateverColumnsAreDeclaredTheMainOneFirst() {
    add("100X", Part.TEST, "all", 0.80);
    rows.add(row("100X", Score.of("loss", Part.SEEN, "all", 0.456)));
    rows.add(row("100X", Score.of("hidden", Part.TEST, "all", 0.9)));
    assertThat(text(COLUMNS))
        .contains("| held out |            AUC |      log loss |")
        .contains("0.46");
  }

  private void price(String scope, double test, double seen, double lost) {
    over(new Score("mean-auc", Part.TEST, scope, test, test - 0.1, test + 0.1, "drawn"));
    over(new Score("auc-seen", Part.SEEN, scope, seen, seen - 0.1, seen + 0.1, "drawn"));
    over(new Score("auc-lost", Part.TEST, scope, lost, lost - 0.05, lost + 0.05, "drawn"));
  }

  private void over(Score score) {
    rows.add(ScoreRow.of("baseline", StudyScore.overAll(score)));
  }

  @Test
  void givesScopesOverAllFoldsATableOfTheirOwn() {
    MetricColumn matrix =
        MetricColumn.of("matrix", "AUC by domain", Better.LARGER).shown(Table.SCOPES);
    for (String scope : List.of("40X → 200X", "200X → 40X")) {
      rows.add(
          ScoreRow.of("baseline", StudyScore.overAll(Score.of("matrix", Part.TEST, scope, 0.5))));
    }
    assertThat(text(List.of(matrix)))
        .contains(
            """
            ## AUC by domain

            | AUC by domain | part | baseline |
            |:--------------|-----:|---------:|
            | 40X → 200X    | test |    0.500 |
            | 200X → 40X    | test |    0.500 |
            """);
  }

  @Test
  void namesMoreThanTwoClassesWithoutSettingOneAgainstTheOthers() {
    add("100X", Part.TEST, "all", 0.80);
    StoredPlan digits = plan(List.of("0", "1", "2"), folds(), List.of());
    assertThat(Summary.text(digits, jobs(JobState.DONE), rows, COLUMNS, List.of()))
        .contains("4 patients; 3 classes: 0, 1, 2.")
        .doesNotContain("against");
  }

  private String text(List<MetricColumn> columns) {
    return Summary.text(plan(List.of()), jobs(JobState.DONE), rows, columns, List.of());
  }

  @Test
  void saysOverHowManyAMeanIsTaken() {
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", Double.NaN);
    add("400X", Part.TEST, "all", 0.60);
    String text = Summary.text(plan(List.of()), jobs(JobState.DONE), rows, COLUMNS, List.of());

    assertThat(text).contains("| 200X     |      undefined |");
    assertThat(text).contains("| mean     | 0.700 (2 of 3) |");
  }

  /** Deviation by hand: 0.7 ± √((0.1² + 0.1²) / 1). */
  @Test
  void namesTheMeanOfFoldsApartAndLeavesOutWhatIsNotTested() {
    List<String> both = List.of("100X", "200X");
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", 0.60);
    add("100X", Part.TEST, "100X", 0.80);
    add("200X", Part.TEST, "100X", 0.55);
    add("200X", Part.TEST, "200X", 0.65);
    rows.add(
        ScoreRow.of(
            "baseline", StudyScore.overAll(Score.of("mean-auc", Part.TEST, Score.ALL, 0.598))));
    String text =
        Summary.text(
            plan(
                List.of(
                    new StoredFold("100X", "100X", 1, both, List.of("100X"), false, 7, 3),
                    new StoredFold("200X", "200X", 1, both, both, false, 7, 3)),
                List.of()),
            jobs(JobState.DONE),
            rows,
            COLUMNS,
            List.of());
    assertThat(text)
        .contains("| 100X          |           all |         0.800 |")
        .contains("| mean of folds |           all | 0.700 ± 0.141 |")
        .contains("| mean of folds |          200X |         0.650 |")
        .contains("| mean of folds |          100X | 0.675 ± 0.177 |")
        .contains("| over all folds and seeds |  test |", "| AUC                      | 0.598 |")
        .contains(
            "- mean of folds: each fold scored by itself; ±: standard deviation over the folds",
            "- over all folds and seeds: the folds' predictions pooled at each magnification")
        .doesNotContain("undefined", "| 400X");
  }

  @Test
  void listsFoldsThatCannotBeMadeJobsThatFailedAndNotes() {
    add("100X", Part.TEST, "all", 0.80);
    String text =
        Summary.text(
            plan(List.of(new UnusableFold("40X", "40X", "no test patient has an image there"))),
            jobs(JobState.FAILED),
            rows,
            COLUMNS,
            List.of("Mind the gap."));

    assertThat(text)
        .contains("cannot be made")
        .contains("- 40X: no test patient has an image there")
        .contains("- baseline/200X/seed-13 is failed: singular | matrix")
        .contains("missing (1 of 3)")
        .contains("- Mind the gap.");
    assertThat(text.lines().filter(line -> line.startsWith("|")).map(String::length).distinct())
        .hasSize(1);
  }

  @Test
  void leavesOneLineFreeBetweenItsPartsAndNoneAtItsEnd() {
    add("100X", Part.TEST, "all", 0.80);
    StoredFold mixed =
        new StoredFold("100X", "100X", 1, List.of("40X"), List.of("40X"), false, 7, 3);

    String text =
        Summary.text(
            plan(List.of(mixed), List.of()), jobs(JobState.DONE), rows, COLUMNS, List.of());
    String noted =
        Summary.text(
            plan(List.of(mixed), List.of()),
            jobs(JobState.DONE),
            rows,
            COLUMNS,
            List.of("Mind the gap."));

    assertThat(text).contains("| tested |").endsWith("larger is better\n");
    assertThat(noted).contains("better\n\n## Notes").doesNotContain("\n\n\n");
  }

  @Test
  void textThatASpreadsheetWouldRunIsGuardedInTheScoresToo() {
    ScoreRow row =
        new ScoreRow(
            "=cmd()", "f", false, 1, Score.undefined("auc", Part.TEST, "all", "-- no classes"));
    assertThat(ResultFiles.csv("@study", List.of(row)))
        .contains("'@study,'=cmd(),f,false,1,auc,test,all,,,,'-- no classes");
  }

  @Test
  void tableCellsCannotBreakTheTable() {
    MarkdownTable table = new MarkdownTable(List.of("a", "b"));
    table.add(List.of("x|y\nz", "µ"));
    assertThat(table.text()).isEqualTo("| a      | b |\n|:-------|--:|\n| x\\|y z | µ |\n");
  }

  private void add(String fold, Part part, String scope, double value) {
    rows.add(row(fold, Score.of("auc", part, scope, value)));
  }

  private static ScoreRow row(String fold, Score score) {
    return new ScoreRow("baseline", fold, false, 13, score);
  }

  private static StoredPlan plan(List<UnusableFold> unusable) {
    return plan(folds(), unusable);
  }

  private static List<StoredFold> folds() {
    return Stream.of("100X", "200X", "400X").map(SummaryTest::fold).toList();
  }

  private static StoredPlan plan(List<StoredFold> folds, List<UnusableFold> unusable) {
    return plan(List.of("benign", "malignant"), folds, unusable);
  }

  private static StoredPlan plan(
      List<String> classes, List<StoredFold> folds, List<UnusableFold> unusable) {
    List<String> magnifications = List.of("100X", "200X", "400X");
    StoredData data =
        new StoredData(
            List.of("baseline"),
            "made up",
            "manifest",
            10,
            4,
            "",
            classes,
            SampleField.MAGNIFICATION,
            magnifications,
            folds,
            unusable,
            List.of(),
            List.of(),
            List.of());
    return new StoredPlan(
        "study",
        List.of(data),
        magnifications.stream()
            .map(
                name ->
                    new StoredJob(
                        new JobKey("baseline", name, 13),
                        new JobIdentity(Map.of("model.name", "id"), Map.of())))
            .toList());
  }

  private static StoredFold fold(String heldOut) {
    List<String> others =
        Stream.of("100X", "200X", "400X").filter(name -> !name.equals(heldOut)).toList();
    return new StoredFold(heldOut, heldOut, 1, others, List.of(heldOut), true, 7, 3);
  }

  private static List<PlannedJob> jobs(JobState second) {
    return List.of(
        job("100X", JobState.DONE, ""),
        job("200X", second, second == JobState.DONE ? "" : "singular | matrix"),
        job("400X", JobState.DONE, ""));
  }

  private static PlannedJob job(String fold, JobState state, String message) {
    return new PlannedJob(
        new JobKey("baseline", fold, 13),
        new JobIdentity(Map.of("model.name", "id"), Map.of()),
        Path.of("x"),
        state,
        1,
        message);
  }
}
