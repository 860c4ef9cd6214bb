package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.testkit.TestSamples;

class ResumeTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private FakeParts parts = StudyFixture.parts();

  private Path directory() {
    return folder.resolve("half");
  }

  private Path job(String fold) {
    return directory().resolve("baseline").resolve(fold).resolve("seed-13");
  }

  /** The process dies at one step of the disk: nothing after it happens. */
  private static final class DyingDisk extends UnsyncedDisk {
    private final int dieAt;
    private int steps;

    DyingDisk(int dieAt) {
      this.dieAt = dieAt;
    }

    @Override
    protected void beforeStep(String step, Path path) throws IOException {
      if (++steps >= dieAt) {
        throw new IOException("the process is dead");
      }
    }
  }

  @Test
  void losesAtMostTheJobInHandWhereverItDies() {
    Path whole = folder.resolve("whole/half");
    new StudyRunner()
        .run(StudyFixture.study(whole), StudyFixture.parts(), StudyFixture.PLAIN, told);
    Map<String, String> expected = StudyFixture.results(whole);
    expected.remove("study.yaml");
    int dieAt = 0;
    boolean died = true;
    while (died) {
      dieAt++;
      Path study = folder.resolve("dies-" + dieAt + "/half");
      FakeParts dying = StudyFixture.parts();
      died = diesAt(dieAt, study, dying);
      long done = doneJobs(study);
      FakeParts resumed = StudyFixture.parts();
      StudyResult result =
          new StudyRunner(new UnsyncedDisk())
              .run(StudyFixture.study(study), resumed, StudyFixture.PLAIN, told);

      assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
      assertThat(dying.fitted.size() - done).as("lost at step %d", dieAt).isBetween(0L, 1L);
      // An attempt that died just before its publication need not be made again.
      assertThat(resumed.fitted).hasSizeBetween(3 - dying.fitted.size(), (int) (3 - done));
      Map<String, String> results = StudyFixture.results(study);
      results.remove("study.yaml");
      assertThat(results).as("after dying at step %d", dieAt).isEqualTo(expected);
    }
    assertThat(dieAt).isGreaterThan(50);
  }

  /** The disk is full at one step, and has room again afterwards. */
  @Test
  void aDiskThatIsFullForAMomentLosesAtMostTheJobInHand() {
    Path whole = folder.resolve("whole/half");
    new StudyRunner()
        .run(StudyFixture.study(whole), StudyFixture.parts(), StudyFixture.PLAIN, told);
    Map<String, String> expected = StudyFixture.results(whole);
    expected.remove("study.yaml");
    boolean full = true;
    for (int at = 1; full; at++) {
      Path study = folder.resolve("full-" + at + "/half");
      FakeParts filling = StudyFixture.parts();
      full = refused(new FullDisk(at), study, filling);
      FakeParts resumed = StudyFixture.parts();
      StudyResult result =
          new StudyRunner(new UnsyncedDisk())
              .run(StudyFixture.study(study), resumed, StudyFixture.PLAIN, told);
      assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
      assertThat(filling.fitted.size() + resumed.fitted.size())
          .as("full at step %d", at)
          .isBetween(3, 4);
      Map<String, String> results = StudyFixture.results(study);
      results.remove("study.yaml");
      assertThat(results).as("full at step %d", at).isEqualTo(expected);
    }
  }

  private static final class FullDisk extends UnsyncedDisk {
    private final int fullAt;
    private int steps;

    FullDisk(int fullAt) {
      this.fullAt = fullAt;
    }

    @Override
    protected void beforeStep(String step, Path path) throws IOException {
      if (++steps == fullAt) {
        throw new IOException("No space left on device");
      }
    }
  }

  private boolean refused(Disk disk, Path study, FakeParts dying) {
    try {
      new StudyRunner(disk).run(StudyFixture.study(study), dying, StudyFixture.PLAIN, told);
      return false;
    } catch (OutputException e) {
      return true;
    }
  }

  private boolean diesAt(int step, Path study, FakeParts dying) {
    return refused(new DyingDisk(step), study, dying);
  }

  private static long doneJobs(Path study) {
    return new StudyRunner()
            .plan(StudyFixture.study(study), StudyFixture.parts(), false, new StudyFixture())
            .jobs()
            .stream()
            .filter(job -> job.state() == JobState.DONE)
            .count();
  }

  @Test
  void saysThatTheDiskIsFullAndKeepsWhatIsThere() {
    Disk full =
        new Disk() {
          @Override
          protected void beforeStep(String step, Path path) throws IOException {
            if (path.toString().contains("200X") && step.equals("sync")) {
              throw new IOException("No space left on device");
            }
          }
        };
    assertThatThrownBy(
            () ->
                new StudyRunner(full)
                    .run(StudyFixture.study(directory()), parts, StudyFixture.PLAIN, told))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("The disk is full: ")
        .hasMessageContaining("200X")
        .hasMessageContaining("run the same command again");
    assertThat(run().jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(parts.fitted).as("the job in hand is lost").hasSize(4);
  }

  @Test
  void saysThatTheFolderIsReadOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    Path below = file.resolve("half");
    assertThatThrownBy(
            () -> new StudyRunner().run(StudyFixture.study(below), parts, StudyFixture.PLAIN, told))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(below.toString())
        .hasMessageContaining("output=FOLDER");

    Files.createDirectories(directory());
    Assumptions.assumeTrue(directory().toFile().setWritable(false));
    Assumptions.assumeFalse(Files.isWritable(directory()), "this user may write everywhere");
    assertThatThrownBy(this::run).isInstanceOf(OutputException.class);
  }

  @Test
  void aJobThatWasKilledOftenIsToldOfAndBegunAgain() throws IOException {
    run();
    for (int killed = 0; killed < 3; killed++) {
      assertThat(told.warnings).noneMatch(warning -> warning.contains("was begun"));
      crash("200X");
    }
    parts.fitted.clear();
    assertThat(run().jobs().get(1).state()).isEqualTo(JobState.DONE);
    assertThat(parts.fitted).hasSize(1);
    assertThat(told.warnings)
        .anyMatch(warning -> warning.contains("200X/seed-13 was begun 3 times"));
  }

  /** Leaves the job as a process does that ends while it fits: a dead disk, nothing recorded. */
  private void crash(String fold) throws IOException {
    Path predictions = job(fold).resolve("predictions.csv");
    Files.deleteIfExists(predictions);
    Disk dying =
        new Disk() {
          private boolean dead;

          @Override
          protected void beforeStep(String step, Path path) throws IOException {
            dead |= path.getFileName().toString().equals(".predictions.csv.tmp");
            if (dead) {
              throw new IOException("the process is dead");
            }
          }
        };
    assertThatThrownBy(
            () ->
                new StudyRunner(dying)
                    .run(StudyFixture.study(directory()), parts, StudyFixture.PLAIN, told))
        .isInstanceOf(OutputException.class);
    Path attempt = job(fold).resolveSibling("seed-13.attempts").resolve("attempt-1");
    assertThat(Files.readString(attempt.resolve("job.json"))).contains("running");
  }

  @Test
  void whatKilledRunsLeftIsRemovedAtTheNextStart() throws IOException {
    run();
    Path cache = Files.createDirectories(directory().resolve(".cache/dcgan/a"));
    Path generator =
        Files.writeString(cache.resolve("g.bin.01234567-89ab-cdef-0123-456789abcdef.tmp"), "half");
    Path sound = Files.writeString(cache.resolve("g.bin"), "whole");
    Path results = Files.writeString(directory().resolve(".results.csv.tmp"), "half");
    run();
    assertThat(generator).doesNotExist();
    assertThat(results).doesNotExist();
    assertThat(sound).hasContent("whole");
  }

  @Test
  void runsAJobAgainWhoseFilesAreDamaged() throws IOException {
    run();
    for (String name :
        List.of(
            "config.yaml",
            "predictions.csv",
            "samples.csv",
            "embeddings.npy",
            "trained-on.csv",
            "model/seed.txt",
            "job.json")) {
      Map<String, String> before = StudyFixture.results(directory());
      Path file = job("200X").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = name.startsWith("model") ? new byte[1] : bytes.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.write(file, damaged);
      parts.fitted.clear();
      told.warnings.clear();
      StudyResult result = run();

      assertThat(parts.fitted).as(name).hasSize(1);
      assertThat(told.warnings).anyMatch(w -> w.contains(name) && w.contains("200X"));
      assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
      Map<String, String> after = StudyFixture.results(directory());
      before.remove("results.md");
      after.remove("results.md");
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void damagedResultsAreMissingForEvaluate() throws IOException {
    run();
    Path predictions = job("200X").resolve("predictions.csv");
    Files.writeString(predictions, Files.readString(predictions).replace("malignant,", "benign,"));
    StudyResult result = new StudyRunner().evaluate(StudyFixture.study(directory()), parts, told);

    assertThat(result.jobs().get(1).state()).isEqualTo(JobState.PLANNED);
    assertThat(result.summary()).contains("missing (1 of 3)").contains("results are damaged");
  }

  @Test
  void survivesDamagedPlansAndResults() throws IOException {
    run();
    for (String name : List.of("plan.json", "results.json", "results.csv", "study.yaml")) {
      Files.writeString(directory().resolve(name), "{\"format\": 1, \"jobs\": [");
    }
    assertThatThrownBy(
            () -> new StudyRunner().evaluate(StudyFixture.study(directory()), parts, told))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("plan.json is damaged");
    parts.fitted.clear();
    assertThat(run().jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(parts.fitted).isEmpty();
  }

  @Test
  void keepsTheResultOfAnotherConfigurationAsideAndTakesItBack() throws IOException {
    run();
    String before = Files.readString(job("200X").resolve("job.json"));
    parts.fitted.clear();
    Study changed = StudyFixture.study(directory(), Map.of("lambda", 0.1));
    new StudyRunner().run(changed, parts, StudyFixture.PLAIN, told);

    assertThat(parts.fitted).hasSize(3);
    try (Stream<Path> siblings = Files.list(directory().resolve("baseline/200X"))) {
      assertThat(siblings.map(path -> path.getFileName().toString()))
          .hasSize(2)
          .anyMatch(name -> name.matches("seed-13\\.old-[0-9a-f]{8}"));
    }
    assertThat(
            told.warnings.stream()
                .filter(warning -> warning.contains("are kept beside the new ones")))
        .as("said once of three jobs")
        .hasSize(1);

    parts.fitted.clear();
    StudyResult back = run();
    assertThat(parts.fitted).isEmpty();
    assertThat(back.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(Files.readString(job("200X").resolve("job.json"))).isEqualTo(before);
  }

  @Test
  void identityCoversWhatDecidesTheResultAndNothingElse() throws IOException {
    Path weights = Files.writeString(folder.resolve("w.safetensors"), "one");
    Path moved = Files.writeString(folder.resolve("moved.safetensors"), "one");
    String base = identity(directory(), Map.of("lambda", 1.0), parts.dataset);

    assertThat(identity(folder.resolve("elsewhere/x"), Map.of("lambda", 1.0), parts.dataset))
        .isEqualTo(base);
    assertThat(identity(directory(), Map.of("lambda", 1.0, "places", 8), parts.dataset))
        .isNotEqualTo(base);
    assertThat(identity(directory(), Map.of("lambda", 0.1), parts.dataset)).isNotEqualTo(base);
    Dataset other =
        new Dataset("x", TestSamples.CLASSES, parts.dataset.samples(), "manifest-2", "", List.of());
    assertThat(identity(directory(), Map.of("lambda", 1.0), other)).isNotEqualTo(base);

    String weighted = identity(directory(), Map.of("weights", weights.toString()), parts.dataset);
    assertThat(identity(directory(), Map.of("weights", moved.toString()), parts.dataset))
        .isEqualTo(weighted);
    Files.writeString(weights, "two");
    assertThat(identity(directory(), Map.of("weights", weights.toString()), parts.dataset))
        .isNotEqualTo(weighted);
  }

  @Test
  void identityCoversTheFilesThatBelongToOneThatAnOptionNames() throws IOException {
    Path weights = Files.writeString(folder.resolve("w.safetensors"), "one");
    Map<String, Object> model = Map.of("weights", weights.toString());
    String alone = identity(directory(), model, parts.dataset);

    Path beside = Files.writeString(folder.resolve("w.safetensors.data"), "numbers");
    String together = identity(directory(), model, parts.dataset);
    assertThat(together).isNotEqualTo(alone);

    Files.writeString(beside, "others");
    assertThat(identity(directory(), model, parts.dataset)).isNotEqualTo(together);
    Files.writeString(beside, "numbers");
    assertThat(identity(directory(), model, parts.dataset)).isEqualTo(together);
  }

  @Test
  void keepsJobsWhereOnlyAnOptionChangedThatDecidesNoResult() {
    Study study = StudyFixture.study(directory());
    Variant plain = study.variants().get(0);
    for (String cache : List.of("/fast", "/slow")) {
      Map<String, Object> configuration = new HashMap<>(plain.configuration());
      configuration.put("images", Map.of("size", 64L, "cache", cache));
      Variant cached = new Variant(plain.name(), configuration, plain.configuration());
      new StudyRunner()
          .run(
              new Study(study.name(), directory(), configuration, List.of(cached), study.seeds()),
              parts,
              StudyFixture.PLAIN,
              told);
    }
    assertThat(parts.fitted).hasSize(3);
  }

  @Test
  void saysWhatChangedWhereAJobIsRunAgain() throws IOException {
    Path weights = Files.writeString(folder.resolve("w.safetensors"), "one");
    Map<String, Object> model =
        Map.of("lambda", 0.5, "weights", weights.toString(), "hidden", List.of(Map.of("units", 4)));
    new StudyRunner().run(StudyFixture.study(directory(), model), parts, StudyFixture.PLAIN, told);

    assertThat(why(model)).startsWith("kept, because its images, its fold, one thread");
    Files.writeString(weights, "two");
    assertThat(why(model)).isEqualTo("the file of model.weights has another content");
    Files.writeString(weights, "one");
    assertThat(why(Map.of("lambda", 0.75, "weights", weights.toString(), "patience", 3)))
        .isEqualTo(
            "model.hidden[0].units was 4 and is not set, model.lambda was 0.5 and is 0.75,"
                + " model.patience was not set and is 3");
    parts.engine = "two threads";
    assertThat(why(model)).isEqualTo("it was computed by one thread and would be by two threads");
  }

  private String why(Map<String, Object> model) {
    return new StudyRunner()
        .plan(StudyFixture.study(directory(), model), parts, false, told).jobs().stream()
            .map(PlannedJob::message)
            .map(message -> message.replaceFirst("^to be run again, because ", ""))
            .distinct()
            .reduce((one, other) -> one + "; " + other)
            .orElseThrow();
  }

  /** The reader's own manifest does not tell. */
  @Test
  void runsEveryJobAgainIfOneImageHasOtherPixels() {
    StudyResult before = run();
    List<Sample> samples = new ArrayList<>(parts.dataset.samples());
    Sample last = samples.remove(samples.size() - 1);
    samples.add(
        new Sample(
            last.id(),
            TestSamples.sample("other pixels", "p", 0, null).image(),
            last.label(),
            last.patient(),
            last.slide(),
            last.magnification(),
            last.micronsPerPixel(),
            last.place(),
            last.attributes()));
    Dataset changed =
        new Dataset(
            parts.dataset.name(),
            parts.dataset.classes(),
            samples,
            parts.dataset.manifest(),
            "",
            List.of());
    parts = new FakeParts(changed, new HalfAndHalf(1));

    StudyResult after = run();

    assertThat(parts.fitted).hasSize(3);
    assertThat(after.jobs())
        .extracting(PlannedJob::identity)
        .doesNotContainAnyElementsOf(before.jobs().stream().map(PlannedJob::identity).toList());
  }

  @Test
  void runsAJobAgainThatAnotherBuildOfAPluginDecided() throws IOException {
    run();
    parts.fitted.clear();
    parts.bundles =
        Map.of("org.example.model", "1.0.0 sha256:bb", "org.example.helper", "2.1.0 sha256:cc");

    String why =
        "because plugin bundle org.example.helper 2.1.0 is new, plugin bundle org.example.model"
            + " 1.0.0 was built anew";
    StudyPlan plan =
        new StudyRunner().plan(StudyFixture.study(directory()), parts, false, new StudyFixture());
    assertThat(plan.jobs()).extracting(PlannedJob::message).containsOnly("to be run again, " + why);
    run();
    assertThat(parts.fitted).hasSize(3);
    assertThat(told.warnings).anyMatch(warning -> warning.contains(why));
    assertThat(Files.readString(job("200X").resolve("job.json"))).contains("2.1.0 sha256:cc");
    assertThat(Files.readString(directory().resolve("results.json")))
        .contains("2.1.0 sha256:cc", "org.example.metric");

    parts.fitted.clear();
    parts.bundles = StudyFixture.parts().bundles;
    run();
    assertThat(parts.fitted).as("the former results were kept aside").isEmpty();
  }

  @Test
  void recordsAJobUnderThePluginThatRanItAndNotUnderTheOneThatWasPlanned() throws IOException {
    parts.whileFitting = job -> parts.bundles = Map.of("org.example.model", "1.1.0 sha256:bb");
    run();

    assertThat(Files.readString(job("100X").resolve("job.json"))).contains("1.0.0 sha256:aa");
    assertThat(Files.readString(job("400X").resolve("job.json"))).contains("1.1.0 sha256:bb");
    StudyPlan plan =
        new StudyRunner().plan(StudyFixture.study(directory()), parts, false, new StudyFixture());
    assertThat(plan.jobs())
        .extracting(PlannedJob::message)
        .containsExactly(
            "to be run again, because plugin bundle org.example.model changed from 1.0.0 to 1.1.0",
            "kept, because its images, its fold, one thread, 5 settings and 1 bundles are what they were",
            "kept, because its images, its fold, one thread, 5 settings and 1 bundles are what they were");
    StudyResult result = new StudyRunner().evaluate(StudyFixture.study(directory()), parts, told);
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
  }

  private static String identity(Path directory, Map<String, Object> model, Dataset dataset) {
    return new StudyRunner()
        .plan(
            StudyFixture.study(directory, model),
            new FakeParts(dataset, new HalfAndHalf(1)),
            false,
            new StudyFixture())
        .jobs()
        .get(0)
        .identity()
        .hash();
  }

  @Test
  void keepsASecondRunOutOfTheFolder() {
    parts.whileFitting =
        job ->
            assertThatThrownBy(
                    () ->
                        new StudyRunner()
                            .run(
                                StudyFixture.study(directory()),
                                StudyFixture.parts(),
                                StudyFixture.PLAIN,
                                new StudyFixture()))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(directory().toString())
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    assertThat(run().jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(run().jobs()).hasSize(3);
  }

  /** A real second process, killed while it fits its second job. */
  @Test
  void goesOnAfterAProcessWasKilled() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledStudy.class.getName(),
                directory().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      Path second = job("200X").resolveSibling("seed-13.attempts/attempt-1/job.json");
      for (int wait = 0; wait < 600 && !Files.exists(second) && other.isAlive(); wait++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(second)
          .as(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8))
          .exists();
      assertThatThrownBy(this::run)
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    StudyResult result = run();
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(parts.fitted).hasSize(2);
    assertThat(result.jobs().get(1).attempts()).isEqualTo(2);
  }

  /** Runs the study and hangs in its second job. */
  static final class KilledStudy {
    private KilledStudy() {}

    public static void main(String[] arguments) {
      FakeParts hanging = StudyFixture.parts();
      hanging.whileFitting =
          job -> {
            if (job.directory().toString().contains("200X")) {
              try {
                TimeUnit.MINUTES.sleep(10);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          };
      new StudyRunner()
          .run(
              StudyFixture.study(Path.of(arguments[0])),
              hanging,
              StudyFixture.PLAIN,
              new StudyFixture());
    }
  }

  private StudyResult run() {
    return new StudyRunner().run(StudyFixture.study(directory()), parts, StudyFixture.PLAIN, told);
  }
}
