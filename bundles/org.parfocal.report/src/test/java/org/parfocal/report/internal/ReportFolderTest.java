package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Csv;
import org.parfocal.core.text.Json;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportedStudy;

/** What a report leaves for papers, against the results. */
class ReportFolderTest {
  @TempDir static Path folder;
  private static Path study = Path.of("");
  private static final Map<String, String> FILES = new TreeMap<>();

  @BeforeAll
  static void export() {
    study = MadeUpStudy.run(folder, List.of("baseline", "fails", MadeUpStudy.MARKUP), 2, 24);
    ReportFolder.files(
            StudySections.of(StoredStudy.open(study), ReportOptions.named(), Sections.ALL))
        .forEach((name, bytes) -> FILES.put(name, new String(bytes, StandardCharsets.UTF_8)));
  }

  private static String file(String name) {
    assertThat(FILES).containsKey(name);
    return FILES.getOrDefault(name, "");
  }

  @Test
  void namesNoFileAfterWhatAVariantIsCalled() {
    assertThat(FILES.keySet()).allMatch(name -> name.matches("([a-z-]+/)?[A-Za-z0-9._-]+"));
    assertThat(FILES.keySet())
        .filteredOn(name -> name.startsWith("model-cards/"))
        .hasSize(3)
        .contains("model-cards/01-baseline.md");
  }

  @Test
  void modelCardsHaveTheNumbersOfTheResults() throws IOException {
    List<List<String>> rows = Csv.parse(Files.readString(study.resolve("results.csv")));
    List<String> mean =
        rows.stream()
            .filter(row -> row.get(1).equals("baseline") && row.get(5).equals("mean-pairs"))
            .filter(row -> row.get(6).equals("test") && row.get(4).equals("all seeds"))
            .filter(row -> row.get(7).equals("200X"))
            .findFirst()
            .orElseThrow();
    assertThat(file("model-cards/01-baseline.md"))
        .contains(
            String.format(
                Locale.ROOT,
                "| 200X | %.3f \\[%.3f, %.3f\\] |",
                Double.valueOf(mean.get(8)),
                Double.valueOf(mean.get(9)),
                Double.valueOf(mean.get(10))))
        .contains("2 jobs are not done of 24")
        .contains("Terms: CC0.")
        .contains("*To be written by those who know");
  }

  @Test
  void checklistsHaveEveryItemAndAnswerWhatFilesTell() {
    assertThat(Checklist.CLAIM.items())
        .extracting(Checklist.Item::number)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.rangeClosed(1, 44).mapToObj(Integer::toString).toList());
    assertThat(Checklist.TRIPOD.items())
        .hasSize(52)
        .extracting(item -> item.number().replaceAll("[a-g]", ""))
        .containsSubsequence("1", "12", "27");
    assertThat(
            Checklist.TRIPOD.items().stream()
                .map(item -> item.number().replaceAll("[a-g]", ""))
                .distinct())
        .hasSize(27);
    assertThat(file("checklists/claim-2024.md"))
        .contains("- [x] 20. ")
        .contains("- [ ] 44. ")
        .contains("- [x] 7. data: sources  \n  made up (terms: CC0");
    assertThat(file("checklists/tripod-ai.md")).contains("- [ ] 17. ").contains("- [x] 23a. ");
  }

  @Test
  void everyAnswerThatAnItemNamesCanBeGiven() {
    Map<String, String> answers =
        ChecklistAnswers.of(new ReportedStudy(StoredStudy.open(study), ReportOptions.named()));
    assertThat(Checklist.CLAIM.items())
        .extracting(Checklist.Item::answer)
        .filteredOn(answer -> !answer.isEmpty())
        .contains("question", "disjoint", "scores", "limits")
        .filteredOn(answer -> !answers.containsKey(answer))
        // Options of plugins that a made-up study has none of.
        .isSubsetOf(
            "preprocessing", "selection", "ensemble", "training", "imbalance", "partitions");
  }

  @Test
  void figuresAreSpecificationsWithTheirNumbers() throws IOException {
    int rows = Csv.parse(file("figures/heat-map.csv")).size() - 1;
    assertThat(rows).as("two variants are scored, at four magnifications").isEqualTo(2 * 4);
    assertThat(Json.parse(file("figures/heat-map.vl.json")).object("data").objects("values"))
        .hasSize(rows);
    assertThat(Json.parse(file("figures/heat-map.vl.json")).text("$schema")).contains("vega-lite");
  }

  @Test
  void markupIsTextInMarkdown() {
    FILES.forEach(
        (name, text) -> {
          if (name.endsWith(".md")) {
            assertThat(text.replace("\\<", "")).as(name).doesNotContain("<img");
          }
        });
  }

  @Test
  void tablesAreWhatThePageSaves() {
    TableFormats table =
        new TableFormats(
            new DataTable(
                "t",
                "",
                List.of(Column.text("a_b"), Column.number("n|", "")),
                List.of(List.of(Cell.of("50 % <i>"), new Cell("0.5 ± 0.1", 0.5)))));
    assertThat(table.latex())
        .isEqualTo(
            "\\begin{tabular}{lr}\n"
                + "\\toprule\n"
                + "a\\_b & n| \\\\\n"
                + "\\midrule\n"
                + "50 \\% <i> & 0.5 $\\pm$ 0.1 \\\\\n"
                + "\\bottomrule\n"
                + "\\end{tabular}\n");
    assertThat(table.markdown())
        .isEqualTo("| a\\_b | n\\| |\n| :-- | --: |\n| 50 % \\<i\\> | 0.5 ± 0.1 |\n");
    assertThat(table.csv()).isEqualTo("a_b,n|\n50 % <i>,0.5 ± 0.1\n");
  }
}
