package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Part;
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
  private final List<ScoreRow> rows = new ArrayList<>();
  private final List<JobKey> done = new ArrayList<>();

  ComparisonTest() {
    for (StoredJob job : plan(true).jobs()) {
      done.add(job.key());
    }
  }

  @Test
  void setsVariantsSideBySideWithTheIntervalsThatMatter() {
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "1000 draws of test patients");
    add("baseline", "mean-brier", 0.1, 0.05, 0.2, "1000 draws of test patients");
    add("baseline", "worst-auc", 0.75, 0.6, 0.8, "at 200X");
    add("baseline", "mean-ece", 0.05, Double.NaN, Double.NaN, "");
    add("baseline", "signature-size", 30.25, Double.NaN, Double.NaN, "");
    add("baseline", "signature-stability", 0.4, 0.3, 0.5, "Nogueira 2018");
    add("dann", "mean-auc", 0.82, 0.72, 0.92, "1000 draws of test patients");
    add("dann", "mean-brier", 0.09, 0.05, 0.2, "");
    add("dann", "worst-auc", 0.7, 0.6, 0.8, "at 100X");
    add("dann", "mean-auc-difference", 0.02, -0.01, 0.05, "the same patients drawn for both");

    assertThat(text(true))
        .isEqualTo(
            """
            | variant  |           AUC unseen | Brier | worst AUC |   ECE | signature |            stability |                AUC gain |
            |:---------|---------------------:|------:|----------:|------:|----------:|---------------------:|------------------------:|
            | baseline | 0.800 [0.700, 0.900] | 0.100 |     0.750 | 0.050 |      30.3 | 0.400 [0.300, 0.500] |                       – |
            | dann     | 0.820 [0.720, 0.920] | 0.090 |     0.700 |     – |         – |                    – | +0.020 [-0.010, +0.050] |

            AUC gain: what the variant has more than baseline
            in brackets: 95 % interval of AUC unseen (1000 draws of test patients), stability (Nogueira 2018), AUC gain (the same patients drawn for both)
            """);
    assertThat(text(false)).contains("|                  AUC |").doesNotContain("unseen");
  }

  @Test
  void prefersWhatIsOverAllSeedsToTheMeanOverSeeds() {
    rows.add(row("baseline", "1", Score.of("mean-auc", Part.TEST, Score.ALL, 0.6)));
    rows.add(row("baseline", "2", Score.of("mean-auc", Part.TEST, Score.ALL, 0.8)));
    assertThat(text(true)).contains("| baseline | 0.700 ± 0.141 |");

    add("baseline", "mean-auc", 0.71, Double.NaN, Double.NaN, "");
    assertThat(text(true)).contains("| baseline |      0.710 |");
  }

  @Test
  void aMeanOverSeedsShowsTheirSpreadAndASingleSeedItsInterval() {
    rows.add(row("baseline", "1", Score.of("signature-stability", Part.TRAINING, Score.ALL, 0.6)));
    rows.add(row("baseline", "2", Score.of("signature-stability", Part.TRAINING, Score.ALL, 0.8)));
    rows.add(
        row(
            "baseline",
            StudyScore.ALL_SEEDS,
            Score.of("signature-stability", Part.TRAINING, Score.ALL, 0.7)));
    assertThat(text(true))
        .contains("| baseline | 0.700 ± 0.141 |")
        .endsWith("±: standard deviation over seeds\n");

    rows.clear();
    rows.add(
        row(
            "dann",
            "1",
            new Score("signature-stability", Part.TRAINING, Score.ALL, 0.6, 0.5, 0.7, "rough")));
    rows.add(
        row(
            "dann",
            StudyScore.ALL_SEEDS,
            Score.of("signature-stability", Part.TRAINING, Score.ALL, 0.6)));
    assertThat(text(true))
        .contains("| dann     | 0.600 [0.500, 0.700] |")
        .endsWith("in brackets: 95 % interval of stability (rough)\n");
  }

  @Test
  void tellsMissingFromUndefinedFromAbsent() {
    done.removeIf(key -> key.variant().equals("dann"));
    rows.add(row("baseline", "1", Score.undefined("mean-auc", Part.TEST, Score.ALL, "one class")));
    assertThat(text(true))
        .contains("| baseline |  undefined |")
        .contains("| dann     |    missing |");

    done.add(new JobKey("dann", "100X", 2));
    add("dann", "mean-brier", 0.5, Double.NaN, Double.NaN, "");
    assertThat(text(true))
        .contains("| baseline            |  undefined |     – |")
        .contains("| dann (1 of 2 seeds) |          – | 0.500 |");
  }

  @Test
  void scopesAndFoldsHaveNoPlaceInIt() {
    add("baseline", "mean-auc", 0.8, 0.7, 0.9, "");
    rows.add(row("baseline", "all seeds", Score.of("mean-auc", Part.TEST, "200X", 0.1)));
    rows.add(
        new ScoreRow("baseline", "100X", false, "1", Score.of("mean-auc", Part.TEST, "all", 0.2)));
    assertThat(text(true)).contains("| baseline | 0.800 [0.700, 0.900] |");
  }

  @Test
  void showsOtherStudyMetricsWhereTheCustomaryOnesAreNot() {
    assertThat(new Comparison(plan(true), rows, done).isEmpty()).isTrue();
    add("baseline", "my-measure", 0.25, Double.NaN, Double.NaN, "");
    rows.add(row("baseline", "all seeds", Score.of("my-matrix", Part.TEST, "100X|200X", 0.1)));
    assertThat(text(true)).contains("| variant  | my-measure |").doesNotContain("my-matrix");
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

  private String text(boolean holdsOut) {
    return new Comparison(plan(holdsOut), rows, done).text();
  }

  private static StoredPlan plan(boolean holdsOut) {
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
            List.of("100X", "200X"),
            List.of(new StoredFold("100X", "100X", List.of("200X"), List.of("100X"), holdsOut)),
            List.of(),
            List.of(),
            List.of());
    List<StoredJob> jobs = new ArrayList<>();
    for (String variant : variants) {
      jobs.add(new StoredJob(new JobKey(variant, "100X", 1), new JobIdentity("id", Map.of())));
      jobs.add(new StoredJob(new JobKey(variant, "100X", 2), new JobIdentity("id", Map.of())));
    }
    return new StoredPlan("study", List.of(data), jobs);
  }
}
