package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sha256;
import org.parfocal.itest.Program;

/** Several processes on one study. */
@DisabledOnOs(OS.WINDOWS)
class WorkersIT {
  private static final String EPOCHS = "training.epochs=2";
  private static final int USAGE = 2;
  private static final int FAILED = 5;
  private static final int STOPPED = 130;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void study() throws IOException {
    program = StudyFolder.writeTrained(folder).program();
  }

  private void runInOneProcess() throws Exception {
    program.run(0, "run", StudyFolder.FILE, EPOCHS, "output=one", "--quiet");
  }

  @Test
  void twoWorkersGiveTheBytesOfOneProcess() throws Exception {
    runInOneProcess();
    program.run(0, "run", StudyFolder.FILE, EPOCHS, "output=two", "--workers", "2");
    assertThat(results("two")).isEqualTo(results("one")).hasSizeGreaterThan(10);
    assertThat(left("two")).isEmpty();
  }

  /**
   * Inner folds are jobs as others are, and the choice is made of what is stored, whoever ran it.
   */
  @Test
  void optionsThatAreChosenAreThoseOfOneProcess() throws Exception {
    String[] choice = {
      EPOCHS,
      "grid.model.l2=[0, 3]",
      "select=leave-one-magnification-out",
      "protocol.held-out=[100X, 400X]"
    };
    program.run(0, arguments("one", choice, "--quiet"));
    program.run(0, arguments("two", choice, "--workers", "2"));
    assertThat(results("two")).isEqualTo(results("one")).hasSizeGreaterThan(10);
    assertThat(left("two")).isEmpty();
    // Two options in two folds with three inner folds each, beside the folds themselves.
    assertThat(results("two").keySet())
        .filteredOn(file -> file.endsWith("predictions.csv"))
        .hasSize(2 * 2 * (3 + 1));
    assertThat(Files.readString(folder.resolve("two/tiny/results.md")))
        .contains("only, chosen by leave-one-magnification-out")
        .contains("(oracle)");
    assertThat(folder.resolve("two/tiny/selection.csv")).content().contains("100X", "400X");
  }

  private static String[] arguments(String output, String[] settings, String... more) {
    return Stream.of(
            Stream.of("run", StudyFolder.FILE, "output=" + output),
            Stream.of(settings),
            Stream.of(more))
        .flatMap(one -> one)
        .toArray(String[]::new);
  }

  @Test
  void aJobThatTakesTooLongFailsWithItsWorkerAndCanBeRunAgain() throws Exception {
    String[] limited = {
      "run",
      StudyFolder.FILE,
      "training.epochs=100000",
      "output=two",
      "--executor",
      "local",
      "executor.workers=2",
      "executor.job-time=3s",
      "--quiet"
    };
    assertThat(program.run(FAILED, limited).out()).contains("0 of 4 jobs are done");
    String study = folder.resolve("two/tiny").toString();
    assertThat(program.run(FAILED, "watch", study, "--once").out()).contains("4 failed");
    assertThat(jobs("two")).hasSize(4).allMatch(text -> text.contains("longer than the 3s"));
    program.run(0, "retry", study);
    assertThat(jobs("two")).allMatch(text -> text.contains("\"interrupted\""));
    assertThat(left("two")).isEmpty();
  }

  private List<String> jobs(String output) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(output))) {
      List<String> texts = new ArrayList<>();
      for (Path file : tree.filter(path -> path.endsWith("job.json")).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  @Test
  void processesThatNobodyFollowsGiveThemToo() throws Exception {
    runInOneProcess();
    Program.Running first = program.start("work", StudyFolder.FILE, EPOCHS, "output=two");
    Program.Running second = program.start("run-job", StudyFolder.FILE, "2", EPOCHS, "output=two");
    assertThat(first.await().code()).isZero();
    assertThat(second.await().code()).isIn(0, 75);
    program.run(0, "run-job", StudyFolder.FILE, "1", EPOCHS, "output=two");
    program.run(0, "run", StudyFolder.FILE, EPOCHS, "output=two", "--quiet");
    assertThat(results("two")).isEqualTo(results("one"));
    assertThat(left("two")).isEmpty();
  }

  @Test
  void aWorkerOfOtherSettingsSaysWhatDiffersAndDoesNothing() throws Exception {
    program.run(0, "run-job", StudyFolder.FILE, "1", EPOCHS, "output=two");
    Map<String, String> before = results("two");
    Program.Ended ended =
        program.run(USAGE, "work", StudyFolder.FILE, "training.epochs=3", "output=two");
    assertThat(ended.err()).contains("training.epochs was 2 and is 3").contains("parfocal run");
    assertThat(results("two")).isEqualTo(before);
    program = program.with("OMP_NUM_THREADS", "2");
    ended = program.run(USAGE, "work", StudyFolder.FILE, EPOCHS, "output=two");
    assertThat(ended.err()).contains("1 thread").contains("2 threads");
  }

  @Test
  void aStudyIsWatchedAndStoppedFromItsFolderAndGoesOn() throws Exception {
    String[] longer = {"run", StudyFolder.FILE, "training.epochs=2000", "output=two"};
    Program.Running running = program.start(longer);
    Optional<Path> study = Optional.empty();
    while (study.isEmpty()) {
      assertThat(running.process().isAlive()).isTrue();
      Thread.sleep(100);
      study = claimed(folder.resolve("two"));
    }
    String there = study.get().toString();
    assertThat(program.run(0, "watch", there, "--once").out())
        .contains("1 in work")
        .contains("run by process " + running.process().pid());
    program.run(0, "cancel", there);
    assertThat(running.await().code()).isEqualTo(STOPPED);
    assertThat(program.run(0, "watch", there, "--once").out())
        .contains("0 in work")
        .contains("no run");
  }

  /** The study's folder, once a job in it is claimed. */
  private static Optional<Path> claimed(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return Optional.empty();
    }
    try (Stream<Path> tree = Files.walk(output)) {
      return tree.filter(path -> path.toString().contains(".attempts/attempt-"))
          .map(path -> output.resolve(output.relativize(path).getName(0)))
          .findFirst();
    } catch (UncheckedIOException e) {
      return Optional.empty(); // a file was renamed while it was looked at
    }
  }

  /** Digests of what decides nothing but results, by path below the output folder. */
  private Map<String, String> results(String output) throws IOException {
    Path root = folder.resolve(output);
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean timed =
            name.matches("job.json|history.jsonl|results.json|report.html|study.yaml|.*\\.log");
        if (!timed) {
          digests.put(root.relativize(file).toString(), Sha256.ofFile(file));
        }
      }
    }
    return digests;
  }

  /** Claims and attempts that are still there. */
  private Stream<String> left(String output) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(output))) {
      return tree
          .map(Path::toString)
          .filter(path -> path.contains(".attempts") || path.contains(".claims"))
          .toList()
          .stream();
    }
  }
}
