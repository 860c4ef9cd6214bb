package org.parfocal.executor.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.api.Workers;
import org.parfocal.api.Workers.Lost;

/** Shells stand for workers. */
@Timeout(60)
class LocalWorkersTest {
  @TempDir Path study;

  private WorkOrder order(String script, int open) {
    return new WorkOrder(
        List.of("sh", "-c", script, "worker"),
        "c0",
        study,
        study,
        Collections.nCopies(open, new OpenJob("job", "job")),
        false);
  }

  private LocalWorkers start(String script, int open, int places, String... gpus) {
    WorkerGpus dealt = WorkerGpus.of(List.of(gpus), "");
    return new LocalWorkers(order(script, open), places, "300m", Optional.empty(), dealt);
  }

  @Test
  void aWorkerThatIsKilledIsToldOfAndAnotherTakesItsPlace() throws Exception {
    try (Workers workers = start("[ -e alive ] && sleep 60; touch alive; kill -SEGV $$", 5, 1)) {
      List<Lost> lost = lost(workers, 5);
      assertThat(lost).hasSize(1);
      assertThat(lost.get(0).worker()).matches("local-.{4}-1");
      assertThat(lost.get(0).reason()).startsWith("it crashed (signal 11)").contains("-1.log");
      assertThat(workers.state()).isEqualTo("1 worker");
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(workers.poll(5)).isEmpty();
    }
  }

  @Test
  void aWorkerThatIsEndedIsGoneAndReplacedAndNobodyElseIs() throws Exception {
    try (Workers workers = start("echo $4 >&2; sleep 60", 2, 2)) {
      for (int look = 0; look < 200 && said().size() < 2; look++) {
        pause();
      }
      assertThat(workers.end(said().get(0))).isTrue();
      assertThat(workers.state()).isEqualTo("1 worker");
      assertThat(workers.end(said().get(0))).isFalse();
      assertThat(workers.poll(2)).isEmpty();
      assertThat(workers.state()).isEqualTo("2 workers");
    }
  }

  /** What the workers print. */
  private List<String> said() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path log : logs()) {
      lines.addAll(Files.readAllLines(log));
    }
    return lines;
  }

  @Test
  void noMoreWorkersAreStartedThanThereAreJobs() {
    try (Workers workers = start("sleep 60", 2, 8)) {
      assertThat(workers.state()).isEqualTo("2 workers");
    }
  }

  @Test
  void whatAWorkerSaysThatCannotWorkIsHandedOn() {
    try (Workers workers = start("echo error: 'no such data set' >&2; exit 3", 1, 1)) {
      assertThatThrownBy(() -> lost(workers, 1))
          .isInstanceOf(PluginException.class)
          .hasMessageMatching("Worker local-.{4}-1 cannot work: no such data set");
    }
  }

  @Test
  void aWorkerThatFindsNothingToDoIsNotStartedAgainAtOnce() throws Exception {
    try (Workers workers = start("exit 0", 1, 1)) {
      for (int look = 0; look < 20; look++) {
        assertThat(workers.poll(1)).isEmpty();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    assertThat(logs()).hasSize(1);
  }

  @Test
  void eachWorkerHasANameAGpuAndMemoryOfItsOwn() throws Exception {
    try (Workers workers =
        start("echo $4 $CUDA_VISIBLE_DEVICES $PARFOCAL_OPTS", 3, 3, "4", "MIG-7")) {
      lostWithin(workers, 20);
    }
    List<String> said = new ArrayList<>();
    for (Path log : logs()) {
      said.add(Files.readString(log).strip().replaceFirst("local-.{4}-", ""));
    }
    assertThat(said)
        .allMatch(line -> line.contains("-Xmx300m -XX:ErrorFile="))
        .extracting(line -> line.substring(0, line.indexOf(" -")))
        .containsExactlyInAnyOrder("1 4", "2 MIG-7", "3 4");
  }

  @Test
  void workersAreStoppedWithTheRunAndHaveTimeToRecordIt() throws IOException {
    String script = "trap 'echo recorded; exit 130' TERM; echo ready; while :; do sleep 0.1; done";
    Workers workers = start(script, 1, 1);
    Path log = order(script, 1).logs();
    for (int look = 0; look < 200 && !ready(log); look++) {
      pause();
    }
    workers.close();
    assertThat(logs().get(0)).content().contains("recorded");
  }

  private static boolean ready(Path logs) throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains("ready")) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Lost> lost(Workers workers, int open) {
    List<Lost> lost = new ArrayList<>();
    for (int look = 0; look < 200 && lost.isEmpty(); look++) {
      lost.addAll(workers.poll(open));
      pause();
    }
    return lost;
  }

  private static void lostWithin(Workers workers, int looks) {
    for (int look = 0; look < looks; look++) {
      assertThat(workers.poll(3)).isEmpty();
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(study.resolve(".workers"))) {
      return files.sorted().toList();
    }
  }
}
