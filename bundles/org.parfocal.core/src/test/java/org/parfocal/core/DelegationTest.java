package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Executor;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers;

@Timeout(120)
class DelegationTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner(new UnsyncedDisk());

  private record Crew(List<Lost> losses) implements Workers {
    @Override
    public List<Lost> poll(int open) {
      return losses;
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public void close() {}
  }

  private Study study(String name) {
    return StudyFixture.study(folder.resolve(name).resolve("half"));
  }

  private StudyResult delegated(Executor executor, FakeParts parts) {
    return runner.run(
        study("two"),
        parts,
        StudyFixture.PLAIN,
        new Delegation(executor, List.of("parfocal"), folder, false),
        told);
  }

  private void work(WorkOrder order, FakeParts parts) {
    work(Optional.of(order.coordinator()), Optional.empty(), parts);
  }

  private void work(Optional<String> coordinator, Optional<JobRequests> requests, FakeParts parts) {
    WorkOptions options =
        new WorkOptions(
            Optional.empty(), requests, Integer.MAX_VALUE, "w", coordinator, StudyFixture.PLAIN);
    new StudyRunner(new UnsyncedDisk()).work(study("two"), parts, options, new StudyFixture());
  }

  @Test
  void workersRunTheJobsAndTheRunScoresThemAsItsOwn() {
    FakeParts own = StudyFixture.parts();
    FakeParts others = StudyFixture.parts();
    StudyResult result =
        delegated(
            order -> {
              CompletableFuture.runAsync(() -> work(order, others));
              return new Crew(List.of());
            },
            own);
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(own.fitted).isEmpty();
    assertThat(others.fitted).hasSize(3);
    assertThat(told.ended).hasSize(3);

    runner.run(study("one"), StudyFixture.parts(), StudyFixture.PLAIN, told);
    Map<String, String> expected = StudyFixture.results(study("one").directory());
    Map<String, String> found = StudyFixture.results(study("two").directory());
    expected.remove("study.yaml");
    found.remove("study.yaml");
    assertThat(found).isEqualTo(expected);
  }

  /** A machine that does not see the study's folder: it works on one of its own. */
  private static void elsewhere(WorkOrder order, Path apart, FakeParts parts, boolean damaged) {
    Study study = StudyFixture.study(apart.resolve("half"));
    new StudyRunner(new UnsyncedDisk())
        .work(
            study,
            parts,
            new WorkOptions(
                Optional.empty(),
                Optional.empty(),
                Integer.MAX_VALUE,
                "w",
                Optional.empty(),
                StudyFixture.PLAIN),
            new StudyFixture());
    try {
      Files.createDirectories(order.arrivals());
      for (WorkOrder.OpenJob job : order.jobs()) {
        Path folder = study.directory().resolve(job.folder());
        if (damaged) {
          Files.writeString(folder.resolve("predictions.csv"), "other");
        }
        Path zip = order.arrivals().resolve(order.jobs().indexOf(job) + ".part");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
            Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
            Files.copy(file, out);
          }
        }
        Files.move(zip, zip.resolveSibling(order.jobs().indexOf(job) + ".zip"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StudyResult brought(FakeParts parts, boolean damaged) {
    return delegated(
        order -> {
          elsewhere(order, folder.resolve("apart"), parts, damaged);
          return new Crew(List.of());
        },
        StudyFixture.parts());
  }

  @Test
  void jobsThatCameBackFromElsewhereAreThoseOfTheStudy() throws IOException {
    FakeParts others = StudyFixture.parts();
    Path arrived = Files.createDirectories(study("two").directory().resolve(".workers/arrived"));
    Files.writeString(arrived.resolve("left-by-an-earlier-run.zip"), "");

    StudyResult result = brought(others, false);

    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(others.fitted).hasSize(3);
    runner.run(study("one"), StudyFixture.parts(), StudyFixture.PLAIN, told);
    Map<String, String> expected = StudyFixture.results(study("one").directory());
    Map<String, String> found = StudyFixture.results(study("two").directory());
    expected.remove("study.yaml");
    found.remove("study.yaml");
    assertThat(found).isEqualTo(expected);
    assertThat(arrived).isEmptyDirectory();
  }

  /** What came twice can be large; this one could not be unpacked, either. */
  @Test
  void aJobThatNobodyWaitsForIsThrownAwayUnopened() throws IOException {
    brought(StudyFixture.parts(), false);
    try (Stream<Path> lost = Files.walk(study("two").directory().resolve("baseline/200X"))) {
      lost.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    StudyResult result =
        delegated(
            order -> {
              elsewhere(order, folder.resolve("apart"), StudyFixture.parts(), false);
              again(order.arrivals(), study("two").directory().resolve("baseline/100X/seed-13"));
              return new Crew(List.of());
            },
            StudyFixture.parts());

    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    assertThat(study("two").directory().resolve(".workers/arrived")).isEmptyDirectory();
  }

  private static void again(Path arrivals, Path job) {
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(arrivals.resolve("again.zip")))) {
      out.putNextEntry(new ZipEntry("job.json"));
      Files.copy(job.resolve("job.json"), out);
      out.putNextEntry(new ZipEntry("../elsewhere"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aJobThatCameBackOtherwiseThanPlannedIsRefused() {
    FakeParts others = StudyFixture.parts();
    others.engine = "another engine";

    assertThatThrownBy(() -> brought(others, false))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("was not run as it is planned here, because it was computed by")
        .hasMessageContaining("another engine");
    assertThat(study("two").directory().resolve("baseline/100X/seed-13")).doesNotExist();
  }

  @Test
  void aJobThatCameBackDamagedIsRefused() {
    assertThatThrownBy(() -> brought(StudyFixture.parts(), true))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("is damaged: predictions.csv was changed or damaged");
    assertThat(study("two").directory().resolve("baseline/100X/seed-13")).doesNotExist();
  }

  /** Some requests, and what each is answered. */
  private static final class Asked implements JobRequests {
    private final Deque<String> requests;
    private final List<String> answers = new ArrayList<>();

    Asked(String... requests) {
      this.requests = new ArrayDeque<>(List.of(requests));
    }

    @Override
    public Optional<String> next() {
      return Optional.ofNullable(requests.poll());
    }

    @Override
    public void ended(JobKey job, JobState state) {
      answers.add(job + " " + state);
    }

    @Override
    public void nothing() {
      answers.add("nothing");
    }
  }

  @Test
  void aWorkerThatIsAskedRunsAJobForEachRequestAndReadsTheStudyOnce() {
    List<JobKey> jobs =
        runner.plan(study("two"), StudyFixture.parts(), false, told).jobs().stream()
            .map(PlannedJob::key)
            .toList();
    FakeParts parts = StudyFixture.parts();
    Asked asked = new Asked(jobs.get(1).toString(), "", "2", "", "");
    work(Optional.empty(), Optional.of(asked), parts);
    assertThat(asked.answers)
        .containsExactly(
            jobs.get(1) + " DONE",
            jobs.get(0) + " DONE",
            jobs.get(1) + " DONE",
            jobs.get(2) + " DONE",
            "nothing");
    assertThat(parts.fitted).hasSize(3);

    Asked later = new Asked("", "");
    work(Optional.empty(), Optional.of(later), parts);
    assertThat(later.answers).containsExactly("nothing", "nothing");
    assertThat(parts.fitted).hasSize(3);
  }

  /** One worker after the other, in threads of this process. */
  private final class Threads implements Workers {
    private final WorkOrder order;
    private final FakeParts parts;
    private final AtomicInteger left = new AtomicInteger(3);
    private Thread thread = new Thread(() -> {});

    Threads(WorkOrder order, FakeParts parts) {
      this.order = order;
      this.parts = parts;
    }

    @Override
    public List<Lost> poll(int open) {
      if (!thread.isAlive() && left.getAndDecrement() > 0) {
        thread = new Thread(() -> work(order, parts));
        thread.setUncaughtExceptionHandler((ended, by) -> {});
        thread.start();
      }
      return List.of();
    }

    @Override
    public Optional<Duration> jobTime() {
      return Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public boolean end(String worker) {
      assertThat(worker).isEqualTo("w");
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return true;
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void aJobThatTakesLongerThanTheExecutorLetsItHasFailedAndTheOthersGoOn() {
    FakeParts parts = StudyFixture.parts();
    AtomicBoolean hangs = new AtomicBoolean(true);
    parts.whileFitting =
        job -> {
          if (job.fold().equals("100X") && hangs.get()) {
            LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
            job.checkCancelled();
          }
        };
    StudyResult result = delegated(order -> new Threads(order, parts), StudyFixture.parts());
    assertThat(result.jobs())
        .filteredOn(job -> job.state() == JobState.FAILED)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.key().fold()).isEqualTo("100X");
              assertThat(job.message()).contains("longer than the 1s of executor.job-time");
            });
    assertThat(result.jobs()).filteredOn(job -> job.state() == JobState.DONE).hasSize(2);

    hangs.set(false);
    result = runner.run(study("two"), parts, StudyFixture.RETRY_FAILED, new StudyFixture());
    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
  }

  @Test
  void aWorkerThatSeesAnotherFolderUnderThePathOfTheStudySaysSoAndDoesNothing() {
    FakeParts parts = StudyFixture.parts();
    WorkOptions elsewhere =
        new WorkOptions(
            Optional.empty(),
            Optional.empty(),
            Integer.MAX_VALUE,
            "w",
            Optional.of("c0"),
            StudyFixture.PLAIN);
    assertThatThrownBy(() -> runner.work(study("two"), parts, elsewhere, told))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("the folder is not the same on both machines");
    assertThat(parts.fitted).isEmpty();
    assertThat(study("two").directory()).doesNotExist();
  }

  @Test
  void workersThatEndBeforeTheyHaveAJobStopTheRun() {
    Workers.Lost lost = new Workers.Lost("w-1", "it crashed (signal 11)");
    assertThatThrownBy(() -> delegated(order -> new Crew(List.of(lost)), StudyFixture.parts()))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("w-1 ended before it had a job")
        .hasMessageContaining("signal 11");
  }
}
