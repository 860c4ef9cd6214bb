package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Csv;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportedStudy;

class FoldPairsTest {
  @TempDir Path folder;

  @Test
  void aFieldIsTheMeanOverTheSeedsAndWhatIsUndefinedIsMissing() throws IOException {
    Path study = MadeUpStudy.run(folder, List.of("baseline", "other"), 3, 24);
    List<List<String>> results = Csv.parse(Files.readString(study.resolve("results.csv")));

    List<Block> blocks =
        new FoldPairs().blocks(new ReportedStudy(StoredStudy.open(study), ReportOptions.named()));

    Figure figure = (Figure) blocks.get(0);
    assertThat(figure.rows()).hasSize(2 * 16);
    for (Map<String, ?> row : figure.rows()) {
      assertThat(row.get("measure")).isEqualTo("in common");
      String scope = row.get("one") + "|" + row.get("other");
      String turned = row.get("other") + "|" + row.get("one");
      double[] values =
          results.stream()
              .filter(line -> Csv.restored(line.get(1)).equals(row.get("variant")))
              .filter(line -> line.get(5).equals("common"))
              .filter(line -> line.get(7).equals(scope) || line.get(7).equals(turned))
              .filter(line -> !line.get(8).isEmpty())
              .mapToDouble(line -> Double.parseDouble(line.get(8)))
              .toArray();
      if (row.get("value") instanceof Double value) {
        assertThat(values).hasSize(3);
        assertThat(value).isCloseTo((values[0] + values[1] + values[2]) / 3, within(0.5001e-4));
        assertThat(row.get("chance")).isEqualTo(0.25);
      } else {
        assertThat(values).isEmpty();
        assertThat(row.get("text")).isEqualTo("–");
      }
    }
    assertThat(figure.rows().stream().filter(row -> row.get("value") != null)).hasSize(2 * 6);
  }
}
