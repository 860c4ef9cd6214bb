package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parfocal.api.GainNumber;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.statistics.Holm;

class VerdictTest {
  private static final MetricColumn AUC =
      MetricColumn.of("auc", "AUC", Better.LARGER).shown(Table.HEADLINE);
  private static final double NONE = Double.NaN;

  private final List<ScoreRow> rows = new ArrayList<>();
  private MetricColumn measure = AUC;

  @BeforeEach
  void eachIsRunWithTwoSeeds() {
    for (String variant : List.of("linear", "zoom", "dann")) {
      for (String seed : List.of("1", "2")) {
        rows.add(row(variant, seed, Score.of("mean-auc", Part.TEST, Score.ALL, 0.7)));
      }
    }
  }

  private void gain(String variant, double value, double low, double high, double p) {
    String note = Double.isNaN(low) ? "few patients, no interval: 3 test patients" : "drawn";
    add(variant, new Score("mean-auc-difference", Part.TEST, Score.ALL, value, low, high, note));
    number(variant, GainNumber.EXCHANGE_P, p);
    number(variant, GainNumber.REGION, 0.01);
  }

  private void splits(String variant, double value, double p) {
    add(
        variant,
        new Score(
            GainNumber.SPLITS_GAIN.of(measure),
            Part.TEST,
            Score.ALL,
            value,
            value - 0.03,
            value + 0.03,
            "corrected"));
    number(variant, GainNumber.SPLITS_P, p);
    number(variant, GainNumber.SPLITS_BETTER, 0.9);
    number(variant, GainNumber.SPLITS_WORSE, 0.02);
  }

  private void number(String variant, GainNumber number, double value) {
    add(variant, Score.of(number.of(measure), Part.TEST, Score.ALL, value));
  }

  private void add(String variant, Score score) {
    rows.add(row(variant, StudyScore.ALL_SEEDS, score));
  }

  private static ScoreRow row(String variant, String seed, Score score) {
    return ScoreRow.of(variant, new StudyScore(StudyScore.ALL_FOLDS, seed, score));
  }

  private List<String> sentences() {
    List<StoredJob> jobs =
        List.of("linear", "zoom", "dann").stream()
            .map(
                name ->
                    new StoredJob(new JobKey(name, "40X", 1), new JobIdentity(Map.of(), Map.of())))
            .toList();
    return Verdict.sentences(new StoredPlan("s", List.of(), jobs), rows, List.of(measure));
  }

  @Test
  void saysWhoWinsByHowMuchAndHowSure() {
    gain("zoom", 0.049, 0.029, 0.07, 0.002);
    gain("dann", 0.005, -0.02, 0.03, 0.6);
    assertThat(sentences())
        .containsExactly(
            "zoom is better than linear: mean AUC +0.049 [+0.029, +0.070], p = 0.004.",
            "No difference from linear can be told: dann (+0.005 [-0.020, +0.030], p = 0.600).",
            "p: permutation of patients, corrected for 2 comparisons (Holm).",
            "The patients were split once: training patients are not resampled, and another split"
                + " may say otherwise.");
  }

  @Test
  void aFindingThatDoesNotSurviveTheNumberOfComparisonsIsNone() {
    gain("zoom", 0.049, 0.001, 0.07, 0.03);
    gain("dann", 0.005, -0.02, 0.03, 0.6);
    assertThat(sentences())
        .first()
        .isEqualTo("No variant is shown to be better than linear (mean AUC).");
  }

  @Test
  void saysWhetherItHoldsOverOtherSplits() {
    gain("zoom", 0.049, 0.029, 0.07, 0.002);
    gain("dann", -0.05, -0.09, -0.02, 0.001);
    splits("zoom", 0.045, 0.01);
    splits("dann", -0.02, 0.4);
    assertThat(sentences())
        .contains(
            "zoom is better than linear: mean AUC +0.049 [+0.029, +0.070], p = 0.002. It holds over"
                + " the splits of the patients: +0.045 [+0.015, +0.075], p = 0.020; probability"
                + " 0.90 of better and 0.02 of worse by more than 0.01.",
            "dann scored worse than linear on these splits of the patients: mean AUC -0.050 [-0.090,"
                + " -0.020], p = 0.002. For others it is not shown: -0.020 [-0.050, +0.010], p = 0.400;"
                + " probability 0.90 of better and 0.02 of worse by more than 0.01.")
        .noneMatch(sentence -> sentence.contains("split once"));
  }

  @Test
  void fewPatientsAreNoReasonForASentenceThatTheyDoNotCarry() {
    gain("zoom", 0.2, NONE, NONE, 0.25);
    gain("dann", 0.001, -0.004, 0.006, 0.5);
    assertThat(sentences())
        .contains(
            "No variant is shown to be better than linear (mean AUC).",
            "Patients are too few for an interval, and the permutation test tells no difference from"
                + " linear: zoom (+0.200, p = 0.500).",
            "No difference from linear that matters (±0.01): dann (+0.001 [-0.004, +0.006],"
                + " p = 0.500).");
  }

  @Test
  void aDifferenceThatIsSureAndTooSmallToMatterIsNone() {
    gain("zoom", 0.004, 0.001, 0.009, 0.001);
    gain("dann", 0.008, 0.004, 0.012, 0.001);
    assertThat(sentences())
        .contains(
            "No difference from linear that matters (±0.01): zoom (+0.004 [+0.001, +0.009],"
                + " p = 0.002).")
        .anyMatch(sentence -> sentence.startsWith("dann is better than linear"));
  }

  @Test
  void saysWhenSoFewPatientsCannotShowAnything() {
    gain("zoom", 0.2, NONE, NONE, 0.0625);
    number("zoom", GainNumber.EXCHANGE_LEAST_P, 0.03125);
    assertThat(sentences()).noneMatch(sentence -> sentence.contains("cannot show"));

    gain("dann", 0.1, NONE, NONE, 0.5);
    assertThat(sentences())
        .contains(
            "Exchanging so few patients, p is never below 0.031, and 2 comparisons need 0.025:"
                + " whatever the variants do, this study cannot show a difference.");
  }

  @Test
  void smallerIsBetterWhereTheMeasureSaysSo() {
    measure = MetricColumn.of("auc", "loss", Better.SMALLER).shown(Table.HEADLINE);
    gain("zoom", -0.049, -0.07, -0.029, 0.001);
    gain("dann", 0.049, 0.029, 0.07, 0.001);
    assertThat(sentences())
        .anyMatch(sentence -> sentence.startsWith("zoom is better than linear: mean loss -0.049"))
        .anyMatch(sentence -> sentence.startsWith("dann is worse than linear: mean loss +0.049"));
  }

  @Test
  void saysThatOneSeedIsOneTraining() {
    rows.removeIf(row -> row.seed().equals("2"));
    gain("zoom", 0.049, 0.029, 0.07, 0.0001);
    assertThat(sentences())
        .contains("One seed: another training may say otherwise.")
        .first()
        .asString()
        .endsWith("p < 0.001.");
  }

  @Test
  void aStudyWithoutAComparisonHasNoVerdict() {
    assertThat(sentences()).isEmpty();
  }

  /** Holm's own procedure by hand: 0.01 · 4, 0.02 · 3, 0.03 · 2 raised to 0.06, 0.5 · 1. */
  @Test
  void correctsEachPByHowManyAreNotSmaller() {
    double[] corrected = Holm.corrected(new double[] {0.5, 0.02, NONE, 0.01, 0.03});
    assertThat(corrected[2]).isNaN();
    corrected[2] = 0;
    assertThat(corrected).containsExactly(new double[] {0.5, 0.06, 0, 0.04, 0.06}, within(1e-12));
    assertThat(Holm.corrected(new double[] {0.7, 0.9})[1]).isEqualTo(1, within(0.0));
  }
}
