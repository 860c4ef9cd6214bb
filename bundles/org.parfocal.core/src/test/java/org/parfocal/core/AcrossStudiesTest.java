package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.AcrossStudies.Compared;

/**
 * Several studies side by side. P is from the definition in numpy (Dirichlet weights, Walsh
 * averages, 200,000 draws), p from {@code scipy.stats.wilcoxon(mode="exact")} of scipy 1.17.
 */
class AcrossStudiesTest {
  private static final MetricColumn AUC =
      MetricColumn.of("auc", "AUC", Better.LARGER).shown(Table.HEADLINE);
  private static final double[] ZOOM = {0.05, 0.03, 0.04, 0.02, 0.06, 0.035};
  private static final double[] DANN = {-0.03, 0.02, 0.015, -0.04, 0.005, 0.01};

  private final Map<String, StudyResults> studies = new LinkedHashMap<>();

  @BeforeEach
  void sixStudies() {
    for (int i = 0; i < ZOOM.length; i++) {
      studies.put("cohort " + i, study("cohort " + i, AUC, ZOOM[i], DANN[i]));
    }
  }

  private static StudyResults study(String name, MetricColumn column, double zoom, double dann) {
    List<String> variants = List.of("baseline", "zoom", "dann");
    List<ScoreRow> rows = new ArrayList<>();
    rows.add(row("baseline", "mean-auc", 0.7));
    // Rows that are not it: of a seed, of the seen part, of a domain.
    rows.add(
        ScoreRow.of(
            "zoom",
            new StudyScore(
                StudyScore.ALL_FOLDS,
                "1",
                Score.of("mean-auc-difference", Part.TEST, Score.ALL, 9))));
    rows.add(
        ScoreRow.of(
            "zoom", StudyScore.overAll(Score.of("mean-auc-difference", Part.SEEN, Score.ALL, 9))));
    rows.add(
        ScoreRow.of(
            "zoom", StudyScore.overAll(Score.of("mean-auc-difference", Part.TEST, "40X", 9))));
    rows.add(row("zoom", "mean-auc-difference", zoom));
    rows.add(row("dann", "mean-auc-difference", dann));
    rows.add(row("zoom", "auc-region", 0.01));
    rows.add(row("dann", "auc-region", 0.01));
    return new StudyResults(
        Path.of(name),
        name,
        List.of(
            new StudyResults.Data(
                variants, "data of " + name, "manifest " + name, "", List.of("a", "b"))),
        variants.stream()
            .map(variant -> new StudyResults.Job(new JobKey(variant, "40X", 1), JobState.DONE, ""))
            .toList(),
        List.of(column),
        rows,
        List.of());
  }

  private static ScoreRow row(String variant, String metric, double value) {
    return ScoreRow.of(variant, StudyScore.overAll(Score.of(metric, Part.TEST, Score.ALL, value)));
  }

  private AcrossStudies across() {
    return AcrossStudies.of(studies, "");
  }

  @Test
  void takeOneDifferenceFromEach() {
    AcrossStudies across = across();
    assertThat(across.reference()).isEqualTo("baseline");
    assertThat(across.region()).isEqualTo(0.01, within(0.0));
    assertThat(across.variants()).extracting(Compared::name).containsExactly("zoom", "dann");
    assertThat(across.variants().get(0).differences().stream().mapToDouble(Score::value).toArray())
        .containsExactly(ZOOM);
    assertThat(across.variants().get(1).mean()).isEqualTo(-0.02 / 6, within(1e-12));
  }

  @Test
  void tellHowProbableItIsThatAVariantIsBetterOnMostDataSets() {
    Compared zoom = across().variants().get(0);
    Compared dann = across().variants().get(1);
    assertThat(zoom.beliefs().orElseThrow().better()).isEqualTo(0.999, within(0.01));
    assertThat(dann.beliefs().orElseThrow().better()).isEqualTo(0.176, within(0.01));
    assertThat(dann.beliefs().orElseThrow().equal()).isEqualTo(0.515, within(0.01));
    // 2 · 2^-6 by Wilcoxon, doubled by Holm for the smaller of two; the larger stays.
    assertThat(zoom.wilcoxon().p()).isEqualTo(0.03125, within(1e-12));
    assertThat(zoom.p()).isEqualTo(0.0625, within(1e-12));
    assertThat(dann.p()).isEqualTo(1.0, within(1e-12));
  }

  @Test
  void sayItInWords() {
    assertThat(across().text())
        .contains("| mean AUC minus that of baseline |")
        .contains(
            "- zoom is better than baseline on most data sets: better on 6 of 6 data sets, by")
        .contains("+0.039 in mean AUC on average; probability 1.00 of better")
        .contains("- dann cannot be told from baseline over these data sets: better on 4 of 6")
        .contains("p: Wilcoxon's signed-rank test over the data sets, corrected for 2 comparisons")
        .doesNotContain("too few")
        .doesNotContain("cannot be below");
  }

  @Test
  void smallerIsBetterWhereTheMeasureSaysSo() {
    studies.replaceAll(
        (name, study) ->
            study(
                name,
                MetricColumn.of("auc", "loss", Better.SMALLER).shown(Table.HEADLINE),
                gain(study, "zoom"),
                gain(study, "dann")));
    assertThat(across().text())
        .contains("zoom is worse than baseline on most data sets: better on 0");
  }

  private static double gain(StudyResults study, String variant) {
    return study.scores().stream()
        .filter(row -> row.variant().equals(variant) && row.seed().equals(StudyScore.ALL_SEEDS))
        .map(ScoreRow::score)
        .filter(score -> score.part() == Part.TEST && score.scope().equals(Score.ALL))
        .filter(score -> score.metric().equals("mean-auc-difference"))
        .mapToDouble(Score::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fewDataSetsCarryNoProbability() {
    studies.keySet().retainAll(List.of("cohort 0", "cohort 1", "cohort 2"));
    assertThat(across().variants()).allMatch(one -> one.beliefs().isEmpty());
    assertThat(across().text())
        .contains("- zoom beside baseline: better on 3 of 3 data sets")
        .contains("3 data sets are too few for a probability")
        .contains("With 3 data sets it cannot be below 0.250, whatever the differences.")
        .doesNotContain("P better");
  }

  @Test
  void variantsThatSomeLackAreNamed() {
    change("cohort 2", study -> rows(study, row -> !row.variant().equals("dann")));
    assertThat(across().variants()).extracting(Compared::name).containsExactly("zoom");
    assertThat(across().leftOut()).containsExactly("dann");
    assertThat(across().text()).contains("not all studies have a gain of them: dann.");
    change("cohort 3", study -> rows(study, row -> !row.variant().equals("zoom")));
    assertRefused("No variant beside baseline has a gain in mean AUC in all of these studies");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    StudyResults first = studies.get("cohort 0");
    studies.put("again", first);
    assertRefused(
        "The studies cohort 0 and again are of the same images (data set data of cohort 0)");
    studies.remove("again");

    change("cohort 1", study -> jobs(study, JobState.FAILED));
    assertRefused("3 of 3 jobs of study cohort 1 are not done (for example baseline/40X/seed-1)");
    change("cohort 1", study -> jobs(study, JobState.DONE));

    change(
        "cohort 1",
        study ->
            with(
                study,
                study.jobs(),
                List.of(MetricColumn.of("f1", "F1", Better.LARGER).shown(Table.HEADLINE)),
                study.scores()));
    assertRefused("The headline of study cohort 0 is auc and that of cohort 1 is f1");
    change("cohort 1", study -> with(study, study.jobs(), List.of(AUC), study.scores()));
    assertThatThrownBy(() -> AcrossStudies.of(studies, "nll"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Study cohort 0 has no measure 'nll'");

    change(
        "cohort 5",
        study ->
            with(
                study,
                study.jobs(),
                List.of(AUC),
                Stream.concat(
                        study.scores().stream()
                            .filter(row -> !row.score().metric().equals("auc-region")),
                        Stream.of(row("zoom", "auc-region", 0.02)))
                    .toList()));
    assertRefused("different regions of practical equivalence (0.01, 0.02)");

    studies.keySet().retainAll(List.of("cohort 0"));
    assertRefused("needs two studies or more");
  }

  @Test
  void studiesThatCompareWithAnotherVariantAreRefused() {
    change(
        "cohort 4",
        study ->
            with(
                study,
                List.of(study.jobs().get(1), study.jobs().get(0), study.jobs().get(2)),
                List.of(AUC),
                study.scores()));
    assertRefused("compare with different variants (baseline in cohort 0, zoom in cohort 4)");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::across)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);
  }

  private void change(String name, UnaryOperator<StudyResults> change) {
    studies.computeIfPresent(name, (key, study) -> change.apply(study));
  }

  private static StudyResults rows(
      StudyResults study, java.util.function.Predicate<ScoreRow> kept) {
    return with(
        study, study.jobs(), study.columns(), study.scores().stream().filter(kept).toList());
  }

  private static StudyResults jobs(StudyResults study, JobState state) {
    return with(
        study,
        study.jobs().stream().map(job -> new StudyResults.Job(job.key(), state, "")).toList(),
        study.columns(),
        study.scores());
  }

  private static StudyResults with(
      StudyResults study,
      List<StudyResults.Job> jobs,
      List<MetricColumn> columns,
      List<ScoreRow> scores) {
    return new StudyResults(
        study.directory(), study.study(), study.data(), jobs, columns, scores, List.of());
  }
}
