package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** A data set that was written as a table is the same one: the same folds, the same numbers. */
@DisabledOnOs(OS.WINDOWS)
class ExportedTableIT {
  private static final int USAGE = 2;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void study() throws IOException {
    program = StudyFolder.writeTrained(folder).program();
  }

  @Test
  void aStudyOfItGivesTheSameNumbers() throws Exception {
    program.run(0, "run", StudyFolder.FILE, "output=one", "--quiet");
    program.run(0, "dataset", "export", StudyFolder.FILE, "table", "--layout", "table");
    String tiny = Files.readString(folder.resolve(StudyFolder.FILE));
    Files.writeString(
        folder.resolve("again.yaml"),
        "include: table/dataset.yaml\n"
            + tiny.replaceAll("(?m)^dataset: .*\\R", "").replace("study: tiny", "study: again"));
    program.run(0, "run", "again.yaml", "output=two", "--quiet");

    assertThat(numbers(folder.resolve("two/again")))
        .isEqualTo(numbers(folder.resolve("one/tiny")))
        .hasSizeGreaterThan(20);
    assertThat(patients(folder.resolve("two/again")))
        .isEqualTo(patients(folder.resolve("one/tiny")))
        .isNotEmpty();
  }

  /** Rows of the results without the name of the study. */
  private static List<String> numbers(Path study) throws IOException {
    return Files.readAllLines(study.resolve("results.csv")).stream()
        .map(line -> line.substring(line.indexOf(',')))
        .toList();
  }

  /** Who stands in which part of a job, and what was said of them. */
  private static List<String> patients(Path study) throws IOException {
    try (Stream<String> rows = Files.lines(study.resolve("only/200X/seed-13/predictions.csv"))) {
      return rows.skip(1).map(row -> row.substring(row.indexOf(',') + 1)).toList();
    }
  }

  /** Data sets of other seeds are others; the same one twice is refused. */
  @Test
  void studiesOfSeveralDataSetsAreCompared() throws Exception {
    for (String seed : List.of("1", "2")) {
      program.run(
          0,
          "run",
          StudyFolder.FILE,
          "study=tiny" + seed,
          "dataset.seed=" + seed,
          "variants.more.augmentation=none",
          "variants.more.model={strategy: baseline, l2: 3}",
          "--quiet");
    }
    Program.Ended compared = program.run(0, "compare", "studies/tiny1", "studies/tiny2");
    assertThat(compared.out())
        .contains("mean AUC minus that of only", "tiny1", "tiny2")
        .contains("2 data sets are too few for a probability")
        .contains("With 2 data sets it cannot be below 0.500");
    assertThat(program.run(USAGE, "compare", "studies/tiny1", "studies/tiny1").err())
        .contains("is named twice");
    assertThat(program.run(USAGE, "compare", "studies/tiny1").err())
        .contains("two studies or more");
  }
}
