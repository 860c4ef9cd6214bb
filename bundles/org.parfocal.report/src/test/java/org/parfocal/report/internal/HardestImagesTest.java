package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Csv;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.Pictures;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

class HardestImagesTest {
  private static final int PATIENTS = 60;

  @TempDir static Path folder;
  private static Path study = Path.of("");

  @BeforeAll
  static void run() {
    study =
        MadeUpStudy.run(
            folder, List.of("baseline", "other"), 2, PATIENTS, List.of("benign", "malignant"));
  }

  private static List<Block> blocks(ReportOptions options) {
    return new HardestImages().blocks(new ReportedStudy(StoredStudy.open(study), options));
  }

  private static DataTable table(List<Block> blocks) {
    return (DataTable) blocks.get(blocks.size() - 1);
  }

  /** The mean probability of the true class of each tested image, from the files of the jobs. */
  private static Map<String, Double> means() throws IOException {
    Map<String, List<Double>> said = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(study)) {
      for (Path file : files.filter(one -> one.endsWith("predictions.csv")).toList()) {
        for (List<String> row : Csv.parse(Files.readString(file))) {
          if (row.get(4).equals("test")) {
            int column = row.get(5).equals("benign") ? 6 : 7;
            said.computeIfAbsent(row.get(0), id -> new ArrayList<>())
                .add(Double.valueOf(row.get(column)));
          }
        }
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    said.forEach(
        (id, values) ->
            means.put(id, values.stream().mapToDouble(one -> one).average().orElseThrow()));
    return means;
  }

  @Test
  void theHardestComeFirstAndNoneIsLeftOutThatIsHarder() throws IOException {
    Map<String, Double> means = means();

    DataTable table = table(blocks(ReportOptions.named()));

    assertThat(table.rows()).hasSize(24);
    List<Double> shown = table.rows().stream().map(row -> row.get(4).value()).toList();
    assertThat(shown).isSorted();
    for (List<DataTable.Cell> row : table.rows()) {
      assertThat(row.get(4).value())
          .isCloseTo(means.getOrDefault(row.get(0).text(), Double.NaN), within(1e-12));
      assertThat(row.get(5).text()).endsWith(" of 4");
    }
    assertThat(means.values().stream().filter(mean -> mean < shown.get(0))).isEmpty();
    assertThat(means).hasSizeGreaterThan(24);
  }

  @Test
  void showsPicturesOnlyWhereAsked() {
    assertThat(blocks(ReportOptions.named())).hasSize(1);

    List<Block> blocks = blocks(ReportOptions.named().with(MadeUpStudy.images(PATIENTS)));

    Pictures pictures = (Pictures) blocks.get(0);
    assertThat(pictures.pictures()).hasSize(24).allMatch(Pictures.Picture::isPhotograph);
    assertThat(pictures.pictures().get(0).description())
        .contains(table(blocks).rows().get(0).get(0).text());
  }

  @Test
  void aDataSetThatIsGoneIsSaidAndIdsStay() {
    List<Block> blocks =
        blocks(
            ReportOptions.named()
                .with(
                    (stored, data, ids, taker) -> {
                      throw new DatasetException("the folder is not there.");
                    }));

    assertThat(((Words) blocks.get(0)).sentences())
        .containsExactly("No pictures: the folder is not there.");
    assertThat(table(blocks).rows()).hasSize(24);
  }

  @Test
  void countsImagesThatCannotBeRead() {
    List<Block> blocks =
        blocks(
            ReportOptions.named()
                .with(
                    (stored, data, ids, taker) ->
                        MadeUpStudy.images(PATIENTS)
                            .read(
                                stored,
                                data,
                                java.util.Set.copyOf(ids.stream().sorted().skip(5).toList()),
                                taker)));

    Pictures pictures = (Pictures) blocks.get(0);
    assertThat(pictures.pictures()).hasSize(19);
    assertThat(pictures.caption()).anyMatch(line -> line.startsWith("5 of them have no picture"));
  }

  @Test
  void namesNoImageByItsIdWherePatientsHaveNumbers() {
    List<Block> blocks = blocks(ReportOptions.numbered().with(MadeUpStudy.images(PATIENTS)));
    assertThat(blocks.toString()).doesNotContain(".png").contains("image 1").contains("patient 1");
  }
}
