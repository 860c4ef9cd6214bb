package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

class ComparisonTest {
  private static final MetricColumn AUC =
      MetricColumn.of("mean-auc", "mean AUC", Better.LARGER).shown(Table.COMPARISON);
  private static final List<MetricColumn> COLUMNS =
      List.of(
          AUC,
          AUC.difference("AUC gain"),
          MetricColumn.of("mean-brier", "Brier", Better.SMALLER),
          MetricColumn.of("size", "size", Better.NEITHER).decimals(1),
          MetricColumn.of("stability", "stability", Better.LARGER).decimals(2),
          MetricColumn.of("probe", "probe", Better.NEITHER).decimals(2).chance("chance"),
          MetricColumn.of("chance", "chance", Better.NEITHER).decimals(2).shown());

  private final List<ScoreRow> rows = new ArrayList<>();
  private final List<JobKey> done = new ArrayList<>();

  ComparisonTest() {
    for (StoredJob job : plan().jobs()) {
      done.add(job.key());
    }
  }

  @Test
  void setsVariantsSideBySideAsTheColumnsSay() {
    String drawn = "1000 draws of 15 test patients, seed 2016; mean over 2 seeds";
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, drawn);
    add("baseline", "mean-brier", 0.1, 0.05, 0.2, drawn);
    add("baseline", "size", 30.25, Double.NaN, Double.NaN, "");
    add("baseline", "stability", 0.4, 0.3, 0.5, "4 folds");
    add("baseline", "probe", 0.666, Double.NaN, Double.NaN, "");
    add("baseline", "chance", 0.333, Double.NaN, Double.NaN, "");
    add("dann", "mean-auc", 0.82, 0.72, 0.92, drawn);
    add("dann", "mean-auc-difference", 0.02, -0.01, 0.05, "the same patients for both");

    assertThat(text())
        .isEqualTo(
            """
            | variant  |             mean AUC |                AUC gain |                Brier | size |         stability |       probe |
            |:---------|---------------------:|------------------------:|---------------------:|-----:|------------------:|------------:|
            | baseline | 0.800 [0.700, 0.900] |                       – | 0.100 [0.050, 0.200] | 30.3 | 0.40 [0.30, 0.50] | 0.67 (0.33) |
            | dann     | 0.820 [0.720, 0.920] | +0.020 [-0.010, +0.050] |                    – |    – |                 – |           – |

            - in brackets: 95 % interval of mean AUC, Brier (1000 draws of 15 test patients, seed 2016)
            - in brackets: 95 % interval of AUC gain (the same patients for both)
            - in brackets: 95 % interval of stability (4 folds)
            - choosing a variant by a test column is choosing on the test: nothing here was scored on \
            validation
            """);
  }

  @Test
  void marksIntervalsOfFewPatientsAndSaysWhereThereIsNone() {
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "drawn; few patients: 14 test patients; mean");
    add(
        "dann",
        "mean-auc",
        0.7,
        Double.NaN,
        Double.NaN,
        "few patients, no interval: 3 test patients, 1 of class <b>; the 10 different draws");
    assertThat(text())
        .contains("| 0.800 [0.700, 0.900]† |", "|                 0.700 |")
        .contains(
            "\n- †: too narrow, because patients of a class are few",
            "\n- few patients, no interval: 3 test patients, 1 of class \\<b>\n",
            "\n- where there is no interval: from so few patients it would miss the true value");
  }

  @Test
  void saysWhyANumberIsUndefined() {
    add("baseline", "stability", Double.NaN, Double.NaN, Double.NaN, "all signatures are empty");
    add("dann", "stability", Double.NaN, Double.NaN, Double.NaN, "all signatures are empty");
    add("baseline", "mean-auc", Double.NaN, Double.NaN, Double.NaN, "one class at 40X");
    add("dann", "mean-auc", 0.7, Double.NaN, Double.NaN, "");
    assertThat(text())
        .contains("\n- stability is undefined (all signatures are empty): baseline, dann\n")
        .contains("\n- mean AUC is undefined (one class at 40X): baseline\n");
  }

  @Test
  void theHeadlineHasATableOfItsOwnBeforeTheOtherMeasures() {
    MetricColumn auc = MetricColumn.of("auc", "AUC", Better.LARGER);
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "drawn");
    add("baseline", "auc-lost", 0.1, 0.05, 0.2, "drawn");
    add("baseline", "mean-brier", 0.2, 0.1, 0.3, "drawn");
    assertThat(
            comparison(
                    List.of(
                        MetricColumn.of("mean-brier", "Brier", Better.SMALLER),
                        auc.shown(Table.HEADLINE),
                        auc.mean().shown(Table.COMPARISON),
                        auc.lost().shown(Table.COMPARISON)))
                .text())
        .startsWith("| variant  |             mean AUC |                AUC lost |\n")
        .contains("\n\n| variant  |                Brier |\n");
  }

  @Test
  void aSweepIsToldToChooseByTheValidationColumnAndNotByTheTest() {
    MetricColumn auc = MetricColumn.of("auc", "AUC", Better.LARGER);
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "drawn");
    rows.add(
        row(
            "baseline",
            StudyScore.ALL_SEEDS,
            Score.of("auc-validation", Part.VALIDATION, Score.ALL, 0.9)));
    String text =
        comparison(
                List.of(
                    auc.validation().shown(Table.COMPARISON), auc.mean().shown(Table.COMPARISON)))
            .text();
    assertThat(text)
        .startsWith("| variant  | validation AUC |             mean AUC |")
        .contains("choosing on the test: choose by the validation column\n");
  }

  @Test
  void prefersWhatIsOverAllSeedsToTheMeanOverSeeds() {
    rows.add(row("baseline", "1", Score.of("mean-auc", Part.TEST, Score.ALL, 0.6)));
    rows.add(row("baseline", "2", Score.of("mean-auc", Part.TEST, Score.ALL, 0.8)));
    assertThat(text()).contains("| baseline | 0.700 ± 0.141 |");

    add("baseline", "mean-auc", 0.71, Double.NaN, Double.NaN, "");
    assertThat(text()).contains("| baseline |    0.710 |");
  }

  @Test
  void aMeanOverSeedsShowsTheirSpreadAndASingleSeedItsInterval() {
    rows.add(row("baseline", "1", Score.of("stability", Part.TRAINING, Score.ALL, 0.6)));
    rows.add(row("baseline", "2", Score.of("stability", Part.TRAINING, Score.ALL, 0.8)));
    rows.add(
        row(
            "baseline",
            StudyScore.ALL_SEEDS,
            Score.of("stability", Part.TRAINING, Score.ALL, 0.7)));
    assertThat(text())
        .contains("| baseline | 0.70 ± 0.14 |")
        .endsWith("- ±: standard deviation over seeds\n");

    rows.clear();
    rows.add(
        row("dann", "1", new Score("stability", Part.TRAINING, Score.ALL, 0.6, 0.5, 0.7, "rough")));
    rows.add(
        row("dann", StudyScore.ALL_SEEDS, Score.of("stability", Part.TRAINING, Score.ALL, 0.6)));
    assertThat(text())
        .contains("| dann     | 0.60 [0.50, 0.70] |")
        .endsWith("- in brackets: 95 % interval of stability (rough)\n");
  }

  @Test
  void tellsMissingFromUndefinedFromAbsent() {
    done.removeIf(key -> key.variant().equals("dann"));
    rows.add(row("baseline", "1", Score.undefined("mean-auc", Part.TEST, Score.ALL, "one class")));
    assertThat(text()).contains("| baseline | undefined |").contains("| dann     |   missing |");

    done.add(new JobKey("dann", "100X", 2));
    add("dann", "mean-brier", 0.5, Double.NaN, Double.NaN, "");
    assertThat(text())
        .contains("| baseline            | undefined |     – |")
        .contains("| dann (1 of 2 seeds) |         – | 0.500 |");
  }

  @Test
  void scopesAndFoldsHaveNoPlaceInIt() {
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "");
    rows.add(row("baseline", "all seeds", Score.of("mean-auc", Part.TEST, "200X", 0.1)));
    rows.add(
        new ScoreRow("baseline", "100X", false, "1", Score.of("mean-auc", Part.TEST, "all", 0.2)));
    assertThat(text()).contains("| baseline | 0.800 [0.700, 0.900] |");
  }

  @Test
  void showsAnyMetricThatDeclaresItself() {
    assertThat(comparison(COLUMNS).isEmpty()).isTrue();
    add("baseline", "my-measure", 0.25, Double.NaN, Double.NaN, "");
    rows.add(row("baseline", "all seeds", Score.of("my-matrix", Part.TEST, "100X|200X", 0.1)));
    assertThat(comparison(COLUMNS).isEmpty()).isTrue();
    assertThat(comparison(List.of(MetricColumn.of("my-measure", "mine", Better.LARGER))).text())
        .contains("| variant  |    mine |")
        .contains("| baseline |   0.250 |");
  }

  private void add(
      String variant, String metric, double value, double low, double high, String note) {
    rows.add(
        row(
            variant,
            StudyScore.ALL_SEEDS,
            new Score(metric, Part.TEST, Score.ALL, value, low, high, note)));
  }

  private static ScoreRow row(String variant, String seed, Score score) {
    return ScoreRow.of(variant, new StudyScore(StudyScore.ALL_FOLDS, seed, score));
  }

  private String text() {
    return comparison(COLUMNS).text();
  }

  private Comparison comparison(List<MetricColumn> columns) {
    return new Comparison(plan(), rows, done, new Columns(columns, rows));
  }

  private static StoredPlan plan() {
    List<String> variants = List.of("baseline", "dann");
    StoredData data =
        new StoredData(
            variants,
            "made up",
            "manifest",
            10,
            4,
            "",
            List.of("benign", "malignant"),
            SampleField.MAGNIFICATION,
            List.of("100X", "200X"),
            List.of(
                new StoredFold("100X", "100X", 1, List.of("200X"), List.of("100X"), true, 7, 3)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    List<StoredJob> jobs = new ArrayList<>();
    for (String variant : variants) {
      jobs.add(
          new StoredJob(
              new JobKey(variant, "100X", 1),
              new JobIdentity(Map.of("model.name", "id"), Map.of())));
      jobs.add(
          new StoredJob(
              new JobKey(variant, "100X", 2),
              new JobIdentity(Map.of("model.name", "id"), Map.of())));
    }
    return new StoredPlan("study", List.of(data), jobs);
  }
}
