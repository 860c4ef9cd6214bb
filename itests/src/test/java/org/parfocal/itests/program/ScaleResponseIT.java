package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** The response to the scale of the image is measured, and the folds of a study are handed on. */
class ScaleResponseIT {
  @TempDir Path folder;
  private StudyFolder study;

  @BeforeEach
  void write() throws IOException {
    study = StudyFolder.writeTrained(folder);
  }

  @Test
  void runsGoesOnAndIsEvaluatedToTheSameNumbers() throws Exception {
    change("leave-one-magnification-out", "scale-response, train-on: [0.8, 0.4+1.6], steps: 2");
    change("[classification]", "[{classification: {by: [subtype]}}, scale-response]");

    run(0, "run", StudyFolder.FILE);
    assertThat(study.states()).hasSize(2);
    List<String> results = Files.readAllLines(study.results().resolve("results.csv"));
    assertThat(scopes(results, "response-auc", "seen"))
        .containsExactly("0.4+1.6 → 0.4", "0.4+1.6 → 1.6", "0.8 → 0.8");
    assertThat(scopes(results, "response-few-shot-2-auc", "test"))
        .containsExactly(
            "0.4+1.6 → 0.5657",
            "0.4+1.6 → 0.8",
            "0.4+1.6 → 1.131",
            "0.4+1.6 → 2.263",
            "0.4+1.6 → 3.2",
            "0.8 → 0.4",
            "0.8 → 0.5657",
            "0.8 → 1.131",
            "0.8 → 1.6",
            "0.8 → 2.263",
            "0.8 → 3.2");
    for (String metric : List.of("response-area", "response-logistic-worst")) {
      assertThat(scopes(results, metric, "test")).containsExactly("0.4+1.6", "0.8", "all");
    }
    assertThat(scopes(results, "auc-by-value", "test")).allMatch(s -> s.startsWith("subtype="));
    assertThat(Files.readString(study.results().resolve("results.md")))
        .contains("AUC by scale", "AUC over scales", "AUC by value", "0.8 → 1.131");

    Path job = study.results().resolve("only/0.8/seed-13/job.json");
    Files.delete(job);
    assertThat(run(0, "run", StudyFolder.FILE)).contains("0.8/seed-13").doesNotContain("0.4+1.6/");
    assertThat(Files.readAllLines(study.results().resolve("results.csv"))).isEqualTo(results);
    Files.delete(study.results().resolve("results.csv"));
    run(0, "evaluate", study.results().toString());
    assertThat(Files.readAllLines(study.results().resolve("results.csv"))).isEqualTo(results);
  }

  /** Every part, the seen one included, comes back as it was. */
  @Test
  void foldsThatWereWrittenAreReadAgain() throws Exception {
    String held = run(0, "plan", StudyFolder.FILE, "--folds", "folds.csv");
    String again =
        run(
            0,
            "plan",
            StudyFolder.FILE,
            "--folds",
            "again.csv",
            "protocol={split: given-folds, path: folds.csv}");

    assertThat(held).contains("40X");
    assertThat(again).contains("fold-40X");
    assertThat(Files.readAllLines(folder.resolve("again.csv")))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(folder.resolve("folds.csv")).stream()
                .map(row -> row.replaceFirst(",(\\d+X),(?=[a-z]+$)", ",fold-$1,"))
                .toList());
  }

  private void change(String from, String to) throws IOException {
    Path file = folder.resolve(StudyFolder.FILE);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private String run(int code, String... arguments) throws Exception {
    return Program.in(folder).run(code, arguments).said();
  }

  /** The scopes of a number over all folds and seeds, in the order of the file. */
  private static List<String> scopes(List<String> results, String metric, String part) {
    return results.stream()
        .filter(row -> row.contains(",all seeds,%s,%s,".formatted(metric, part)))
        .map(row -> row.split(",", -1)[7])
        .toList();
  }
}
