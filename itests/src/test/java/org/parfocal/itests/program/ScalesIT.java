package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** Images are trained on and predicted at other scales, and places are predicted as a whole. */
class ScalesIT {
  @TempDir Path folder;
  private Program.Ended ended;
  private StudyFolder study;

  @BeforeEach
  void run() throws Exception {
    study = StudyFolder.writeTrained(folder);
    Path file = folder.resolve(StudyFolder.FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("leave-one-magnification-out", "patient-holdout")
            .replaceFirst(
                "variants: .*",
                """
                augmentation: none
                model: {strategy: baseline}
                variants:
                  plain: {}
                  zoomed: {augmentation: [{zoom: {factors: [0.5, 2]}}]}
                  grouped: {augmentation: [{multiscale: {group: pair}}, zoom], model: {strategy: smse}}
                  scales: {inference: {scales: [0.5, 1, 2], pool: max}}
                  places: {inference: {over: place}}
                """));
    ended = Program.in(folder).run("run", StudyFolder.FILE);
  }

  @Test
  void trainsAndPredictsAtSeveralScales() throws Exception {
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(history("zoomed")).contains("\"augmentation.zoomed\":");
    assertThat(history("plain")).doesNotContain("zoomed");
    Map<String, Row> plain = rows("plain");
    assertThat(rows("zoomed")).isNotEqualTo(plain).hasSameSizeAs(plain);
    assertThat(rows("scales")).isNotEqualTo(plain).hasSameSizeAs(plain);
    // The mean of single predictions over a place, which the same model made.
    Map<String, List<Double>> places = new HashMap<>();
    plain
        .values()
        .forEach(
            row ->
                places.computeIfAbsent(row.place(), p -> new ArrayList<>()).add(row.probability()));
    rows("places")
        .forEach(
            (sample, row) ->
                assertThat(row.probability())
                    .as(sample)
                    .isCloseTo(
                        places.get(row.place()).stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow(),
                        within(1e-6)));
    assertThat(places.values()).allSatisfy(each -> assertThat(each).hasSize(4));
  }

  private String history(String variant) throws IOException {
    return Files.readString(job(variant).resolve("history.jsonl"));
  }

  private Map<String, Row> rows(String variant) throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(job(variant).resolve("predictions.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells[header.indexOf("part")].equals("test")) {
        String sample = cells[header.indexOf("sample")];
        double probability = Double.parseDouble(cells[header.indexOf("p_malignant")]);
        rows.put(sample, new Row(place(sample), probability));
      }
    }
    return rows;
  }

  /** A name without its magnification, as in SOB_M_DC-00-1002-100-001. */
  private static String place(String sample) {
    return sample.replaceFirst("-\\d+-(\\d+)$", "-$1");
  }

  private Path job(String variant) throws IOException {
    try (Stream<Path> files = Files.walk(study.results().resolve(variant))) {
      return files
          .filter(path -> path.endsWith("predictions.csv"))
          .findFirst()
          .orElseThrow()
          .getParent();
    }
  }

  private record Row(String place, double probability) {}
}
