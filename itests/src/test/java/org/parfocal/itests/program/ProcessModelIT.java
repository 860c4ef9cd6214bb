package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.itest.Program;

/** Studies whose model is a program of another language, as docs/python.md describes it. */
class ProcessModelIT {
  private static final Path EXAMPLES = Path.of("../docs/python").toAbsolutePath();
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  /** Keeps what it is given, one folder for each task, and predicts training shares. */
  private static final String KEEPING =
      """
      #!/bin/sh
      set -eu
      kept=$(mktemp -d "$3/$1-XXXXXX")
      cp "$2"/*.csv "$2/request.json" "$kept"
      if [ "$1" = fit ]; then
        tail -n +2 "$2/training.csv" | awk -F, '{ n[$1]++ } END { t = n[0] + n[1]; print n[0] / t "," n[1] / t }' > "$2/model/shares.csv"
      else
        tail -n +2 "$2/images.csv" | while read -r row; do cat "$2/model/shares.csv"; done > "$2/probabilities.csv"
      fi
      """;

  @TempDir Path made;
  private Path folder;
  private Path program;
  private Path kept;

  @BeforeEach
  void writeProgram() throws IOException {
    folder = made.toRealPath();
    kept = Files.createDirectory(folder.resolve("kept"));
    program = executable(folder.resolve("keeping"), KEEPING);
  }

  @Test
  void runsNoProgramThatAStudyAloneNames() throws Exception {
    StudyFolder.write(
        folder, "{strategy: process, program: keeping, arguments: [%s]}".formatted(kept));

    Program.Ended refused = Program.in(folder).run("run", StudyFolder.FILE);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("model.program names " + program, "add --allow-program " + program)
        .doesNotContain("\tat ");
    assertThat(kept).isEmptyDirectory();
  }

  /** What it was given is all that it knows; nothing of the test patients is among it. */
  @Test
  void givesNothingOfTheTestPatientsToAFitAndPredictsAfterwards() throws Exception {
    StudyFolder study =
        StudyFolder.write(
            folder, "{strategy: process, program: keeping, arguments: [%s]}".formatted(kept));
    Program.Ended run =
        Program.in(folder).run("run", StudyFolder.FILE, "--allow-program", program.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(study.states().values()).containsExactly("done", "done", "done", "done");

    Path job = study.results().resolve("only/200X/seed-13");
    Set<String> tested = patients(job.resolve("predictions.csv"), "test", "seen");
    List<Path> fits = kept("fit");
    assertThat(fits).hasSize(4);
    for (Path fit : fits) {
      String training = Files.readString(fit.resolve("training.csv"));
      if (!training.contains(",200X,")) {
        Set<String> given = new TreeSet<>();
        for (String table : List.of("training.csv", "validation.csv")) {
          List<String> rows = Files.readAllLines(fit.resolve(table));
          rows.subList(1, rows.size()).forEach(row -> given.add(row.split(",")[1]));
        }
        assertThat(given).isNotEmpty().doesNotContainAnyElementsOf(tested);
      }
    }
    assertThat(kept("predict")).hasSizeGreaterThanOrEqualTo(12);
    for (Path task : kept("predict")) {
      assertThat(Files.readAllLines(task.resolve("images.csv")).get(0))
          .isEqualTo("magnification,microns_per_pixel");
    }
    assertThat(job.resolve("program")).doesNotExist();
    assertThat(Files.readString(job.resolve("model/program/shares.csv"))).contains(",");

    Files.writeString(program, KEEPING + "# changed\n");
    Program.Ended plan =
        Program.in(folder).run("plan", StudyFolder.FILE, "--allow-program", program.toString());
    assertThat(plan.out()).contains("the file of model.program has another content");
  }

  @Test
  void predictsFromAnArchiveIfTheProgramIsPermitted() throws Exception {
    StudyFolder study =
        StudyFolder.write(
            folder, "{strategy: process, program: keeping, arguments: [%s]}".formatted("."));
    Program here = Program.in(folder).with("PARFOCAL_PROGRAMS", program.toString());
    Program.Ended run = here.run("run", StudyFolder.FILE);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    Program.Ended pack =
        here.run("pack", study.results().toString(), "models.zip", "--images", StudyFolder.FILE);
    assertThat(pack.code()).as(pack.err()).isZero();

    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    String archive = folder.resolve("models.zip").toString();
    Program.Ended refused = Program.in(elsewhere).run("predict", archive);
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("keeping, which is not there");
    Program.Ended predicted =
        Program.in(elsewhere).run("predict", archive, "--allow-program", program.toString());
    assertThat(predicted.code()).as(predicted.err()).isZero();
  }

  @Test
  void aProgramThatFailsIsItsJobsFailureAndNoOthers() throws Exception {
    executable(folder.resolve("failing"), "#!/bin/sh\necho 'no GPU is free' >&2\nexit 7\n");
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: tiny
        dataset: {reader: synthetic, patients: 12, places: 2, image-size: 32}
        protocol: {split: patient-holdout, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        variants:
          failing: {model: {strategy: process, program: failing}}
          sound: {model: {strategy: process, program: keeping, arguments: [%s]}}
        """
            .formatted(kept));

    Program.Ended run = Program.in(folder).run("run", "study.yaml", "--allow-program=" + folder);
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.out() + run.err())
        .contains(
            "ended with exit code 7 in its task fit; its last words in program.log: no GPU is free");
    assertThat(new StudyFolder(folder).states().values())
        .containsExactlyInAnyOrder("failed", "done");
  }

  /** Classes of two colours, which any learner tells apart; the same model twice gives the same. */
  @ParameterizedTest
  @CsvSource({"forest.py,sklearn", "network.py,torch"})
  void theExamplesLearn(String example, String needed) throws Exception {
    String python = PYTHONS.stream().filter(one -> has(one, needed)).findFirst().orElse("");
    assumeTrue(!python.isEmpty(), "needs a Python with NumPy and " + needed);
    String script = Files.readString(EXAMPLES.resolve(example));
    executable(
        folder.resolve(example), script.replaceFirst(".*\n", "#!/usr/bin/env " + python + "\n"));
    writeColours();
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: example
        dataset: {reader: table, path: index.csv}
        protocol: {split: patient-holdout}
        images: {size: 24}
        model: {strategy: process, program: %s, arguments: [10]}
        variants: {once: {}, again: {}}
        """
            .formatted(example));

    Program.Ended run = Program.in(folder).run("run", "study.yaml", "--allow-program", example);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    List<Path> predictions = predictions();
    assertThat(predictions).hasSize(2);
    assertThat(predictions.get(0)).hasSameTextualContentAs(predictions.get(1));
    assertThat(shareRight(predictions.get(0))).isGreaterThan(0.9);
  }

  /** Twenty patients with four images each; the second class is bluer, by two deviations. */
  private void writeColours() throws IOException {
    Random random = new Random(13);
    List<String> rows = new ArrayList<>(List.of("path,label,patient"));
    for (int index = 0; index < 80; index++) {
      int patient = index / 4;
      int label = patient % 2;
      BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 24 * 24; pixel++) {
        int blue = (int) (110 + 40 * label + 20 * random.nextGaussian());
        int red = 140 + random.nextInt(40);
        image.setRGB(
            pixel % 24, pixel / 24, red << 16 | 120 << 8 | Math.max(0, Math.min(255, blue)));
      }
      ImageIO.write(image, "png", folder.resolve(index + ".png").toFile());
      rows.add("%d.png,%s,p%d".formatted(index, label == 0 ? "benign" : "malignant", patient));
    }
    Files.write(folder.resolve("index.csv"), rows);
  }

  private List<Path> predictions() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("studies"))) {
      return files.filter(file -> file.endsWith("predictions.csv")).toList();
    }
  }

  /** Of the rows of the test part. */
  private static double shareRight(Path predictions) throws IOException {
    return Files.readAllLines(predictions).stream()
        .map(row -> row.split(","))
        .filter(row -> row[4].equals("test"))
        .mapToDouble(
            row -> (Double.parseDouble(row[7]) > 0.5) == row[5].equals("malignant") ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private List<Path> kept(String task) throws IOException {
    try (Stream<Path> folders = Files.list(kept)) {
      return folders.filter(one -> one.getFileName().toString().startsWith(task)).toList();
    }
  }

  private static Set<String> patients(Path predictions, String... parts) throws IOException {
    return Files.readAllLines(predictions).stream()
        .map(row -> row.split(","))
        .filter(row -> Set.of(parts).contains(row[4]))
        .map(row -> row[1])
        .collect(Collectors.toSet());
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean has(String python, String module) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import numpy, " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
