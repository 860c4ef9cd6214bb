package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
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
  private final List<ScoreRow> rows = new ArrayList<>();

  /** Values chosen so that every cell can be checked by head. */
  @Test
  void setsThePriceOfTheUnseenMagnificationBesideItsScores() {
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", 0.70);
    add("400X", Part.TEST, "all", 0.60);
    add("100X", Part.SEEN, "200X", 0.90);
    add("400X", Part.SEEN, "200X", 0.80);
    add("200X", Part.SEEN, "100X", 0.84);
    add("400X", Part.SEEN, "100X", 0.80);
    add("100X", Part.SEEN, "400X", 0.70);
    add("200X", Part.SEEN, "400X", 0.74);

    String text = Summary.text(plan(List.of()), jobs(JobState.DONE), rows, List.of());

    assertThat(text)
        .contains("| held out | AUC unseen | AUC seen | AUC lost |")
        .contains("| 100X     |      0.800 |    0.820 |   +0.020 |")
        .contains("| 200X     |      0.700 |    0.850 |   +0.150 |")
        .contains("| 400X     |      0.600 |    0.720 |   +0.120 |")
        .contains("| mean     |      0.700 |    0.797 |   +0.097 |")
        .contains("malignant against benign");
  }

  @Test
  void saysOverHowManyAMeanIsTaken() {
    add("100X", Part.TEST, "all", 0.80);
    add("200X", Part.TEST, "all", Double.NaN);
    add("400X", Part.TEST, "all", 0.60);
    String text = Summary.text(plan(List.of()), jobs(JobState.DONE), rows, List.of());

    assertThat(text).contains("| 200X     |      undefined |");
    assertThat(text).contains("| mean     | 0.700 (2 of 3) |");
  }

  @Test
  void listsFoldsThatCannotBeMadeJobsThatFailedAndNotes() {
    add("100X", Part.TEST, "all", 0.80);
    String text =
        Summary.text(
            plan(List.of(new UnusableFold("40X", "40X", "no test patient has an image there"))),
            jobs(JobState.FAILED),
            rows,
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
    StoredFold mixed = new StoredFold("100X", "100X", List.of("40X"), List.of("40X"), false);

    String text =
        Summary.text(plan(List.of(mixed), List.of()), jobs(JobState.DONE), rows, List.of());
    String noted =
        Summary.text(
            plan(List.of(mixed), List.of()), jobs(JobState.DONE), rows, List.of("Mind the gap."));

    assertThat(text).contains("| tested |").endsWith("|\n");
    assertThat(noted).contains("|\n\n## Notes").doesNotContain("\n\n\n");
  }

  @Test
  void tableCellsCannotBreakTheTable() {
    MarkdownTable table = new MarkdownTable(List.of("a", "b"));
    table.add(List.of("x|y\nz", "µ"));
    assertThat(table.text()).isEqualTo("| a      | b |\n|:-------|--:|\n| x\\|y z | µ |\n");
  }

  private void add(String fold, Part part, String scope, double value) {
    rows.add(new ScoreRow("baseline", fold, false, 13, Score.of("auc", part, scope, value)));
  }

  private static StoredPlan plan(List<UnusableFold> unusable) {
    return plan(Stream.of("100X", "200X", "400X").map(SummaryTest::fold).toList(), unusable);
  }

  private static StoredPlan plan(List<StoredFold> folds, List<UnusableFold> unusable) {
    List<String> magnifications = List.of("100X", "200X", "400X");
    StoredData data =
        new StoredData(
            List.of("baseline"),
            "made up",
            "manifest",
            10,
            4,
            "",
            List.of("benign", "malignant"),
            magnifications,
            folds,
            unusable,
            List.of(),
            List.of());
    return new StoredPlan(
        "study",
        List.of(data),
        magnifications.stream()
            .map(
                name ->
                    new StoredJob(
                        new JobKey("baseline", name, 13), new JobIdentity("id", Map.of())))
            .toList());
  }

  private static StoredFold fold(String heldOut) {
    List<String> others =
        Stream.of("100X", "200X", "400X").filter(name -> !name.equals(heldOut)).toList();
    return new StoredFold(heldOut, heldOut, others, List.of(heldOut), true);
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
        new JobIdentity("id", Map.of()),
        Path.of("x"),
        state,
        1,
        message);
  }
}
