package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Csv;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportedStudy;

/** What a report says of a study with a grid, against its selection.csv. */
class OptionsTest {
  @TempDir static Path folder;
  private static List<Block> blocks = List.of();
  private static List<List<String>> selection = List.of();

  @BeforeAll
  static void run() throws IOException {
    Path study = MadeUpStudy.runGrid(folder, "lambda|<b>", List.of("0.1", "1", "=10"));
    blocks =
        new Options().blocks(new ReportedStudy(StoredStudy.open(study), ReportOptions.named()));
    selection = Csv.parse(Files.readString(study.resolve("selection.csv")));
    selection = selection.subList(1, selection.size());
  }

  /** Columns of selection.csv: study, variant, by, measure, fold, seed, option, value, chosen. */
  private static double mean(String option) {
    return selection.stream()
        .filter(row -> row.get(6).equals(option) && row.get(2).equals("validation"))
        .mapToDouble(row -> Double.parseDouble(row.get(7)))
        .average()
        .orElseThrow();
  }

  @Test
  void drawsThePointsOfTheGridAtTheirMeanWorth() {
    Figure figure = (Figure) blocks.get(0);

    assertThat(figure.title()).startsWith("pairs by option");
    assertThat(figure.rows()).hasSize(3);
    for (Map<String, ?> row : figure.rows()) {
      String setting = String.valueOf(row.get("setting"));
      assertThat(row.get("option")).isEqualTo("model.lambda|<b>");
      assertThat(row.get("base")).isEqualTo("dann");
      assertThat((Double) row.get("value"))
          .isCloseTo(mean("dann,lambda|<b>=" + setting), within(1e-9));
    }
    assertThat(figure.rows().stream().map(row -> row.get("setting")).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("0.1", "1", "=10");
  }

  @Test
  void namesTheOptionThatWasChosenForEachFoldAndSeed() {
    DataTable table = (DataTable) blocks.get(1);

    assertThat(table.rows().stream().map(OptionsTest::words).collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(
            selection.stream()
                .filter(row -> row.get(8).equals("true"))
                .map(
                    row ->
                        "dann, chosen by %s %s %s %s"
                            .formatted(row.get(2), row.get(4), row.get(5), row.get(6)))
                .map(words -> words.replace("by oracle", "by the test (oracle)"))
                .toList());
    assertThat(new TreeSet<>(table.rows().stream().map(row -> row.get(0).text()).toList()))
        .contains("dann, chosen by validation");
  }

  private static String words(List<Cell> row) {
    return row.subList(0, 4).stream().map(Cell::text).collect(Collectors.joining(" "));
  }
}
