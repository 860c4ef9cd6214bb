package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.EngineException;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.JobContext;
import org.parfocal.api.Metric;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.testkit.TestSamples;

class FailureTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner();
  private final FakeParts parts = StudyFixture.parts();

  private Path directory() {
    return folder.resolve("half");
  }

  static Throwable thrown(String kind) {
    return switch (kind) {
      case "exception" -> new IllegalStateException("the matrix is singular");
      case "linkage" -> new NoClassDefFoundError("org/absent/Kernel");
      case "stack" -> new StackOverflowError();
      case "memory" -> new OutOfMemoryError("Java heap space");
      case "data" -> new DatasetException("There are no triplets in this fold.");
      default -> new AssertionError(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "linkage", "stack", "memory", "data", "assertion"})
  void aFailingPluginFailsItsJobAndNotTheStudy(String kind) throws IOException {
    parts.whileFitting = failIn("200X", thrown(kind));
    StudyResult result = run();

    assertThat(result.jobs())
        .extracting(PlannedJob::state)
        .containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE);
    String record = Files.readString(directory().resolve("baseline/200X/seed-13/job.json"));
    assertThat(record).contains("stackTrace").contains("FailureTest");
    assertThat(told.ended.get(1)).contains("FAILED");
    assertThat(result.summary())
        .contains("2 of 3 jobs are done.")
        .contains("baseline/200X/seed-13 is failed");
  }

  @Test
  void whatWouldFailEveryJobIsToldOnceBeforeTheFirst() {
    parts.whileChecking =
        variant -> {
          throw new ConfigurationException(
              List.of("The weights do not fit.", variant.name() + " is too small."));
        };
    Study one = StudyFixture.study(directory());
    Study study =
        new Study(
            one.name(),
            one.directory(),
            one.configuration(),
            List.of(
                StudyFixture.variant("baseline", 0.1, 13, Map.of()),
                StudyFixture.variant("dann", 0.1, 13, Map.of())),
            one.seeds());

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> runner.plan(study, parts, false, told),
            () -> runner.run(study, parts, StudyFixture.PLAIN, told))) {
      assertThatThrownBy(attempt)
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          "The weights do not fit.",
                          "baseline is too small.",
                          "dann is too small."));
    }
    assertThat(parts.fitted).isEmpty();
    assertThat(directory()).doesNotExist();
  }

  @Test
  void whatNoJobGivesIsToldOnceBeforeTheFirst() {
    parts.remarks = List.of("There are no pictures.");
    parts.whileFitting = job -> assertThat(told.warnings).contains("There are no pictures.");

    runner.run(StudyFixture.study(directory(), 13, 42), parts, StudyFixture.PLAIN, told);

    assertThat(told.warnings).containsOnlyOnce("There are no pictures.");
    told.warnings.clear();
    runner.plan(StudyFixture.study(directory(), 13, 42), parts, false, told);
    assertThat(told.warnings).containsOnlyOnce("There are no pictures.");
  }

  @Test
  void anEngineThatDoesNotStartIsNoFaultOfTheModel() {
    parts.whileChecking =
        variant -> {
          throw new UnsatisfiedLinkError("ND4J does not start; give another folder.");
        };
    assertThatThrownBy(() -> run())
        .isInstanceOf(PluginException.class)
        .hasMessage("ND4J does not start; give another folder.");
  }

  /** Java's compiler would not let a plugin do so; others do. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void anExceptionOfAPluginsOwnInputIsNoFullDisk() {
    parts.whileFitting =
        job -> {
          if (job.fold().equals("200X")) {
            FailureTest.<RuntimeException>throwUndeclared(new IOException("no such server"));
          }
        };
    assertThat(run().jobs())
        .extracting(PlannedJob::state)
        .containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE);
  }

  @Test
  void anEngineThatDoesNotStartStopsTheStudyOnceAndFailsNoJob() throws IOException {
    parts.whileFitting =
        job -> {
          throw new IllegalStateException(new UnsatisfiedLinkError("The folder is not writable."));
        };
    assertThatThrownBy(() -> run())
        .isInstanceOf(PluginException.class)
        .hasMessage("The folder is not writable.");
    assertThat(told.started).hasSize(1);
    assertThat(Files.readString(directory().resolve("results.md")))
        .contains("100X/seed-13 is interrupted: The folder is not writable.")
        .doesNotContain("failed");

    parts.whileFitting = job -> {};
    assertThat(run().jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
  }

  @Test
  void aDeviceThatIsLostStopsTheStudyOnceAndKeepsWhatIsDone() {
    parts.whileFitting =
        job -> {
          if (!job.fold().equals("100X")) {
            throw new EngineException("The GPU was lost.");
          }
        };
    assertThatThrownBy(() -> run())
        .isInstanceOf(PluginException.class)
        .hasMessage("The GPU was lost.");
    assertThat(told.started).hasSize(2); // of three

    parts.whileFitting = job -> assertThat(job.fold()).isNotEqualTo("100X");
    assertThat(run().jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
  }

  @Test
  void embeddingsThatAreNoNumbersFailTheJob() {
    parts.embedded = Float.NaN;
    assertThat(run().jobs())
        .allSatisfy(
            job -> {
              assertThat(job.state()).isEqualTo(JobState.FAILED);
              assertThat(job.message()).contains("an embedding that holds NaN");
            });
  }

  @Test
  void notesStandInTheOrderOfThePlanWhicheverJobRanFirst() {
    parts.whileFitting = job -> job.warn("few images in " + job.fold());
    String expected = run().summary();
    Study other = StudyFixture.study(folder.resolve("other/half"));
    parts.whileFitting =
        job -> {
          job.warn("few images in " + job.fold());
          if (job.fold().equals("100X")) {
            throw new IllegalStateException("later");
          }
        };
    runner.run(other, parts, StudyFixture.PLAIN, told);
    parts.whileFitting = job -> job.warn("few images in " + job.fold());

    assertThat(expected).contains("few images in 400X");
    assertThat(runner.run(other, parts, StudyFixture.RETRY_FAILED, told).summary())
        .isEqualTo(expected);
  }

  @Test
  void showsMissingResultsAsMissingAndNeverAveragesThemAway() {
    parts.whileFitting = failIn("200X", thrown("exception"));
    StudyResult result = run();

    assertThat(line(result.summary(), "| 200X")).contains("missing");
    assertThat(line(result.summary(), "| mean")).contains("missing (1 of 3)");
    ScoreRow row =
        result.scores().stream().filter(r -> r.fold().equals("200X")).findFirst().orElseThrow();
    assertThat(row.score().value()).isNaN();
    assertThat(row.score().note()).contains("missing");
    assertThat(result.summary()).contains("the matrix is singular");
  }

  @Test
  void doesNotPoolAGroupThatLacksAFold() {
    FakeParts pooled = new FakeParts(TestSamples.regular(8, 2, "100X", "200X"), new HalfAndHalf(2));
    pooled.whileFitting = failIn("200X-2", thrown("exception"));
    StudyResult result =
        runner.run(StudyFixture.study(directory()), pooled, StudyFixture.PLAIN, told);

    ScoreRow row =
        result.scores().stream()
            .filter(r -> r.pooled() && r.fold().equals("200X"))
            .findFirst()
            .orElseThrow();
    assertThat(row.score().value()).isNaN();
    assertThat(row.score().note()).contains("1 of 2 folds missing");
    assertThat(line(result.summary(), "| 200X")).contains("missing");
    assertThat(line(result.summary(), "| 100X")).contains("[0.100, 0.900]");
  }

  @Test
  void notesThatAPooledGroupLacksFoldsThatCannotBeMade() {
    FakeParts pooled =
        new FakeParts(
            TestSamples.regular(8, 2, "100X", "200X"),
            new HalfAndHalf(2, List.of(new UnusableFold("200X-3", "200X", "nobody is left"))));
    StudyResult result =
        runner.run(StudyFixture.study(directory()), pooled, StudyFixture.PLAIN, told);

    assertThat(result.scores())
        .filteredOn(row -> row.pooled() && row.fold().equals("200X"))
        .allMatch(row -> row.score().note().contains("1 of 3 folds cannot be made"));
    assertThat(result.summary()).contains("200X-3: nobody is left");
  }

  @Test
  void leavesAFailedJobUntilToldToRetry() {
    parts.whileFitting = failIn("200X", thrown("exception"));
    run();
    parts.whileFitting = job -> {};
    parts.fitted.clear();
    StudyResult again = run();

    assertThat(parts.fitted).isEmpty();
    assertThat(again.jobs().get(1).state()).isEqualTo(JobState.FAILED);
    assertThat(told.warnings).anyMatch(warning -> warning.contains("--retry-failed"));

    StudyResult retried = run(RunOption.RETRY_FAILED);
    assertThat(parts.fitted).hasSize(1);
    assertThat(retried.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(retried.jobs().get(1).attempts()).isEqualTo(2);
  }

  @Test
  void stopsAtTheFirstFailedJobIfAskedTo() {
    parts.whileFitting = failIn("200X", thrown("exception"));
    StudyResult result = run(RunOption.FAIL_FAST);

    assertThat(result.jobs())
        .extracting(PlannedJob::state)
        .containsExactly(JobState.DONE, JobState.FAILED, JobState.PLANNED);
    assertThat(result.summary()).contains("400X/seed-13 is planned").contains("--fail-fast");
  }

  @Test
  void stopsWhenItsThreadIsInterruptedAndGoesOnLater() throws IOException {
    parts.whileFitting =
        job -> {
          if (job.directory().toString().contains("200X")) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> run()).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(told.ended.get(1)).contains("INTERRUPTED");
    assertThat(Files.readString(directory().resolve("results.md")))
        .contains("1 of 3 jobs are done.")
        .contains("200X/seed-13 is interrupted");

    parts.whileFitting = job -> {};
    parts.fitted.clear();
    StudyResult result = run();
    assertThat(parts.fitted).hasSize(2);
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
  }

  @Test
  void whatAStoppedJobNeedsToGoOnIsThereAgainAndGoneWhenItIsDone() throws IOException {
    List<Boolean> found = new ArrayList<>();
    parts.whileFitting =
        job -> {
          Path note = job.checkpoint().resolve("note");
          found.add(Files.exists(note));
          if (job.directory().toString().contains("200X") && found.size() == 2) {
            write(note);
            write(job.directory().resolve("half-written"));
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> run()).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    Path job = directory().resolve("baseline/200X/seed-13");
    assertThat(job.resolve("checkpoint/note")).exists();

    run();
    assertThat(found).containsExactly(false, false, true, false);
    assertThat(job.resolve("checkpoint")).doesNotExist();
    assertThat(job.resolve("half-written")).doesNotExist();
  }

  @Test
  void aJobOfOtherSettingsDoesNotGoOnWhereAnotherWasStopped() {
    List<Boolean> found = new ArrayList<>();
    parts.whileFitting =
        job -> {
          Path note = job.checkpoint().resolve("note");
          found.add(Files.exists(note));
          write(note);
          Thread.currentThread().interrupt();
        };
    assertThatThrownBy(() -> run()).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    Study other = StudyFixture.study(directory(), Map.of("lambda", 2.0));
    assertThatThrownBy(() -> new StudyRunner().run(other, parts, StudyFixture.PLAIN, told))
        .isInstanceOf(CancellationException.class);
    assertThat(found).containsExactly(false, false);
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.resolve("..").normalize());
      Files.writeString(file, "note");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInterruptThatAPluginWrapsIsStillAStop() {
    parts.whileFitting =
        job -> {
          throw new IllegalStateException(new InterruptedException());
        };
    assertThatThrownBy(() -> run()).isInstanceOf(CancellationException.class);
    assertThat(told.ended).hasSize(1);
  }

  @Test
  void stopsWhileImagesAreRead() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run()).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(parts.fitted).isEmpty();
  }

  @Test
  void aFailingMetricIsAWarningAndCanBeRunAgain() {
    List<Metric> sound = List.copyOf(parts.metrics);
    parts.metrics.clear();
    parts.metrics.add(
        FakeMetric.ofOutcome(
            outcome -> {
              throw new IllegalStateException("no such threshold");
            }));
    StudyResult result = run();
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(result.summary()).contains("no such threshold").contains("Nothing is scored yet.");

    parts.metrics.clear();
    parts.metrics.addAll(sound);
    assertThat(runner.evaluate(StudyFixture.study(directory()), parts, told).summary())
        .contains("| 200X");
  }

  @Test
  void scoresOverAllFoldsOnlyWhenAllAreThere() {
    parts.metrics.add(
        FakeMetric.ofVariant(
            (outcomes, reference) ->
                List.of(
                    StudyScore.overAll(Score.of("folds", Part.TEST, Score.ALL, outcomes.size())))));
    parts.whileFitting = failIn("200X", thrown("exception"));
    StudyResult partial = run();
    assertThat(partial.scores()).noneMatch(row -> row.score().metric().equals("folds"));
    assertThat(partial.summary()).contains("1 of 3 folds are missing");

    parts.whileFitting = job -> {};
    StudyResult whole = run(RunOption.RETRY_FAILED);
    assertThat(whole.scores())
        .filteredOn(row -> row.score().metric().equals("folds"))
        .extracting(row -> row.score().value())
        .containsExactly(3.0);
    assertThat(whole.summary()).doesNotContain("1 of 3 folds are missing");
  }

  @Test
  void stopsTheStudyWhenAPluginCannotWrite() {
    AtomicInteger calls = new AtomicInteger();
    parts.whileFitting =
        job -> {
          if (calls.incrementAndGet() == 2) {
            throw new OutputException("The disk is full: model.zip could not be written.");
          }
        };
    assertThatThrownBy(() -> run())
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("disk is full");
    StudyResult result = run();
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(calls).hasValue(4);
  }

  private StudyResult run(RunOption... options) {
    return runner.run(StudyFixture.study(directory(), Map.of()), parts, Set.of(options), told);
  }

  static Consumer<JobContext> failIn(String fold, Throwable thrown) {
    return job -> {
      if (job.directory().toString().contains("/" + fold + "/")) {
        FailureTest.<RuntimeException>sneak(thrown);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElse("no such line");
  }
}
