package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

class ReportIT {
  private static final int BAD_USAGE = 2;
  private static final String PICTURES = "id=\"hardest-pictures\"";

  @TempDir Path folder;

  @Test
  void aRunEndsWithAPageOfItsNumbersThatCanBeWrittenAgainWithoutTheData() throws Exception {
    StudyFolder study = StudyFolder.write(folder, "{strategy: texture}");
    Program.in(folder).run(0, "run", StudyFolder.FILE);
    Path page = study.results().resolve("report.html");
    String written = Files.readString(page);

    for (String line : Files.readAllLines(study.results().resolve("results.csv"))) {
      String[] cells = line.split(",", 12);
      if (cells[5].equals("auc") && cells[6].equals("test") && cells[7].equals("all")) {
        // Patients are too few for intervals.
        assertThat(written)
            .contains(String.format(Locale.ROOT, ">%.3f<", Double.valueOf(cells[8])));
      }
    }
    Files.delete(page);
    Program.Ended again = Program.in(folder).run(0, "report", study.results().toString());
    assertThat(again.out().strip()).isEqualTo(page.toString());
    assertThat(Files.readString(page)).isEqualTo(written);

    Files.delete(page);
    assertThat(Program.in(folder).run("run", StudyFolder.FILE, "--no-report").code()).isZero();
    assertThat(page).doesNotExist();
  }

  @Test
  void showsTissueUnlessAskedNotToOrTheDataSetIsAnotherOneByNow() throws Exception {
    StudyFolder study = StudyFolder.write(folder, "{strategy: texture}");
    Program program = study.program();
    program.run(0, "run", StudyFolder.FILE);
    Path page = study.results().resolve("report.html");
    assertThat(Files.readString(page)).contains(PICTURES).contains("src=\"data:image/jpeg;base64,");

    String results = study.results().toString();
    program.run(
        0, "report", results, "--no-images", "--tensorboard", "events", "--mlflow", "mlruns");
    assertThat(Files.readString(page)).doesNotContain(PICTURES).doesNotContain("image/jpeg");
    try (Stream<Path> files = Files.walk(folder.resolve("events"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parfocal"))).hasSize(4);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("mlruns"))) {
      assertThat(files.filter(file -> file.endsWith("metrics/test/auc"))).hasSize(4);
    }

    Path configuration = study.results().resolve("study.yaml");
    Files.writeString(
        configuration, Files.readString(configuration).replace("patients: 12", "patients: 13"));
    program.run(0, "report", results);
    assertThat(Files.readString(page))
        .doesNotContain(PICTURES)
        .contains("No pictures: the data set is no longer the one");
  }

  @Test
  void aFolderWithoutAStudyIsRefusedInASentence() throws Exception {
    Program.Ended none = Program.in(folder).run(BAD_USAGE, "report", "nowhere");
    assertThat(none.err()).contains("nowhere is no folder").hasLineCount(1);
  }
}
