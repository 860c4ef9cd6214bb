package org.parfocal.executor.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers.Lost;

/** A shell stands for Spark's driver. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SparkWorkersTest {
  private static final String COUNTS = "while read -r l; do echo $l >> asked; done; touch over";

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final ClusterSettings settings =
      new ClusterSettings(Master.of("spark://127.0.0.1:7077"), 2, 3, Map.of(), "", false, "");

  private SparkWorkers start(String script) throws Exception {
    DriverProcess driver =
        DriverProcess.start(
            List.of("sh", "-c", script), folder, Map.of(), folder.resolve("logs/driver.log"));
    return new SparkWorkers(settings, List.of(), driver, clock::get);
  }

  private static List<Lost> pollUntil(SparkWorkers workers, int open, String state)
      throws Exception {
    List<Lost> lost = new ArrayList<>(workers.poll(open));
    while (!workers.state().equals(state)) {
      TimeUnit.MILLISECONDS.sleep(20);
      lost.addAll(workers.poll(open));
    }
    return lost;
  }

  private static ThrowingCallable polls(SparkWorkers workers) {
    return () -> {
      while (true) {
        workers.poll(4);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    };
  }

  private long asked() throws Exception {
    return Files.exists(folder.resolve("asked"))
        ? Files.readAllLines(folder.resolve("asked")).size()
        : 0;
  }

  private void awaitAsked(long count) throws Exception {
    while (asked() < count) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(asked()).isEqualTo(count);
  }

  @Test
  void sparkHasATaskForEachWorkerAndOneThatWaitsButNoMoreThanJobs() throws Exception {
    try (SparkWorkers workers = start("echo ready app-1; echo executors 2; " + COUNTS)) {
      pollUntil(workers, 3, "2 Spark executors");
      awaitAsked(3);
      workers.poll(100);
      awaitAsked(4);
    }
    assertThat(folder.resolve("over")).exists();
  }

  @Test
  void tasksThatFoundNothingAreAskedForAgainAfterAPause() throws Exception {
    String one = "read -r l; echo $l >> asked; printf 'nothing\\tw\\t\\n'; echo executors 9; ";
    try (SparkWorkers workers = start("echo ready a; " + one + COUNTS)) {
      pollUntil(workers, 1, "9 Spark executors");
      workers.poll(1);
      awaitAsked(1);
      clock.addAndGet(TimeUnit.SECONDS.toNanos(6));
      workers.poll(1);
      awaitAsked(2);
    }
  }

  @Test
  void lostWorkersAreHandedOn() throws Exception {
    String said = "printf 'lost\\tw-1\\tit was killed\\nexecutor_lost\\tw-2\\tSpark lost it\\n'; ";
    try (SparkWorkers workers = start("echo ready a; " + said + "echo executors 1; cat > asked")) {
      assertThat(pollUntil(workers, 4, "1 Spark executor"))
          .containsExactly(new Lost("w-1", "it was killed"), new Lost("w-2", "Spark lost it"));
    }
  }

  @Test
  void aWorkerThatCannotWorkStopsTheRunWithItsSentence() throws Exception {
    try (SparkWorkers workers =
        start("echo ready a; printf 'refused\\tw\\tno such data set\\n'; cat > asked")) {
      assertThatThrownBy(polls(workers))
          .isInstanceOf(PluginException.class)
          .hasMessage("The workers in Spark cannot work: no such data set");
    }
  }

  @Test
  void tasksThatSparkGivesUpStopTheRunIfNoJobEndsBetween() throws Exception {
    String aborted = "printf 'aborted\\t\\tlost four times\\n'; ";
    String job = "printf 'job\\tw\\t\\n'; ";
    try (SparkWorkers workers =
        start("echo ready a; " + aborted.repeat(2) + job + aborted.repeat(3) + "cat > asked")) {
      assertThatThrownBy(polls(workers))
          .isInstanceOf(PluginException.class)
          .hasMessage("Spark gave up 3 tasks, and no job ended: lost four times");
    }
  }

  @Test
  void aDriverThatEndsIsToldOfByItsLog() throws Exception {
    try (SparkWorkers workers =
        start("echo '26/01/01 ERROR StandaloneSchedulerBackend: Application was killed.' >&2")) {
      assertThatThrownBy(polls(workers))
          .isInstanceOf(PluginException.class)
          .hasMessageStartingWith("Spark's driver ended: Application was killed. Its log is ")
          .hasMessageContaining("driver.log");
    }
  }

  @Test
  void aClusterOfAnotherVersionIsSaid() throws Exception {
    try (SparkWorkers workers =
        start("echo 'x ERROR A: java.io.InvalidClassException: x; local class incompatible' >&2")) {
      assertThatThrownBy(polls(workers)).hasMessageContaining("is of another version");
    }
  }

  @Test
  void aMasterThatNeverTakesTheApplicationIsNotWaitedForEver() throws Exception {
    try (SparkWorkers workers = start("cat > asked")) {
      assertThat(workers.poll(4)).isEmpty();
      assertThat(workers.state()).isEqualTo("Spark starts");
      clock.addAndGet(TimeUnit.MINUTES.toNanos(4));
      assertThatThrownBy(polls(workers)).hasMessageContaining("was not taken within 180 s");
    }
  }

  @Test
  void theCommandPassesSettingsAndTheWorkersCommandOn() {
    WorkOrder order =
        new WorkOrder(
            List.of("/here/bin/parfocal", "work", "a study.yaml"),
            "c0",
            folder,
            folder.resolve("tiny"),
            List.of(),
            false);
    List<String> command =
        DriverCommand.of(
            order,
            new ClusterSettings(
                Master.of("spark://h:7077"),
                2,
                3,
                Map.of("spark.ui.port", "1"),
                "/there",
                false,
                ""),
            new SparkHome(Path.of("/spark"), "4.2.0"),
            Path.of("/adapter.jar"),
            "spark-ab12",
            Map.of(
                "OMP_NUM_THREADS", "3",
                "PARFOCAL_CACHE", "/cache",
                "PARFOCAL_LOG_FILE", "/log",
                "SECRET", "x"));
    assertThat(command)
        .containsSequence("--conf", "spark.cores.max=6")
        .containsSequence("--conf", "spark.ui.port=1")
        .containsSequence("--conf", "spark.task.cpus=3")
        .contains("OMP_NUM_THREADS=3", "PARFOCAL_CACHE=/cache")
        .endsWith(
            "--",
            "/there/bin/parfocal",
            "work",
            "a study.yaml",
            "--jobs",
            "-",
            "--coordinator",
            "c0");
    assertThat(String.join(" ", command)).doesNotContain("/log", "SECRET");
  }
}
