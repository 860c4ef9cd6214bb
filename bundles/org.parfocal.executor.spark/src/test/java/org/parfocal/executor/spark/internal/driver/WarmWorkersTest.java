package org.parfocal.executor.spark.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/** Shells stand for workers. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class WarmWorkersTest {
  @TempDir Path study;
  private final WarmWorkers workers = new WarmWorkers("3");

  @AfterEach
  void stop() {
    workers.stop();
  }

  private WorkerCommand command(String script) throws IOException {
    Path program = study.resolve("program");
    Files.writeString(program, "#!/bin/sh\necho start >> starts\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new WorkerCommand(
        "spark-ab12",
        study.toString(),
        study.toString(),
        Map.of("OMP_NUM_THREADS", "7"),
        List.of(program.toString(), "work"),
        WorkerCommand.SHARED);
  }

  private int starts() throws IOException {
    try (Stream<String> lines = Files.lines(study.resolve("starts"))) {
      return (int) lines.count();
    }
  }

  @Test
  void oneProcessServesManyTasksWithTheRunsVariables() throws Exception {
    WorkerCommand command =
        command(
            "while read -r line; do echo \"done $OMP_NUM_THREADS $*\" >> log; echo done x; done");
    for (int task = 0; task < 3; task++) {
      assertThat(workers.job(command, "", "", task))
          .isEqualTo(new TaskEnd(Kind.JOB, "spark-ab12-3-1", ""));
    }
    assertThat(starts()).isEqualTo(1);
    assertThat(study.resolve("log"))
        .content()
        .isEqualTo("done 7 work --worker spark-ab12-3-1\n".repeat(3));
    assertThat(command.note(0)).doesNotExist();
  }

  @Test
  void whatLibrariesPrintIsNoAnswer() throws Exception {
    WorkerCommand command =
        command(
            "while read -r l; do echo; echo HAVE_OPENBLAS; echo nothing to see; sleep 1; touch did;"
                + " echo done x; done");
    assertThat(workers.job(command, "", "", 1).kind()).isEqualTo(Kind.JOB);
    assertThat(study.resolve("did")).exists();
  }

  @Test
  void tasksAtOnceHaveAProcessEach() throws Exception {
    WorkerCommand command = command("while read -r line; do sleep 1; echo nothing; done");
    var first = CompletableFuture.supplyAsync(() -> ended(command, 1));
    var second = CompletableFuture.supplyAsync(() -> ended(command, 2));
    assertThat(List.of(first.get().worker(), second.get().worker()))
        .containsExactlyInAnyOrder("spark-ab12-3-1", "spark-ab12-3-2");
    assertThat(first.get().kind()).isEqualTo(Kind.NOTHING);
  }

  private TaskEnd ended(WorkerCommand command, long attempt) {
    try {
      return workers.job(command, "", "", attempt);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tasksOfOtherGpusHaveOtherProcesses() throws Exception {
    WorkerCommand command =
        command("while read -r line; do echo $CUDA_VISIBLE_DEVICES >> gpus; echo done x; done");
    for (String gpu : List.of("1", "0", "1")) {
      workers.job(command, "", gpu, 1);
    }
    assertThat(study.resolve("gpus")).content().isEqualTo("1\n0\n1\n");
    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void aCrashIsToldOfAndAnotherProcessTakesThePlace() throws Exception {
    WorkerCommand command =
        command(
            "while read -r l; do [ -e hit ] || { touch hit; kill -SEGV $$; }; echo done x; done");
    TaskEnd end = workers.job(command, "", "", 1);
    assertThat(end.kind()).isEqualTo(Kind.LOST);
    assertThat(end.reason()).startsWith("it was ended by signal 11 on ").contains("-3-1.log");
    assertThat(workers.job(command, "", "", 2).worker()).isEqualTo("spark-ab12-3-2");
  }

  @Test
  void whatAWorkerSaysThatCannotWorkIsHandedOn() throws Exception {
    TaskEnd end = workers.job(command("echo error: no such data set >&2; exit 3"), "", "", 1);
    assertThat(end).isEqualTo(new TaskEnd(Kind.REFUSED, "spark-ab12-3-1", "no such data set"));
    assertThat(TaskEnd.of(end.line())).isEqualTo(end);
  }

  @Test
  void aCancelledTaskStopsItsWorkerAndWaitsForIt() throws Exception {
    WorkerCommand command =
        command(
            "trap 'echo told > told; exit 130' TERM; read -r l; touch begun; while :; do sleep 0.1;"
                + " done");
    CompletableFuture<Void> task = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                workers.job(command, "", "", 1);
                task.complete(null);
              } catch (InterruptedException e) {
                task.completeExceptionally(e);
              }
            });
    thread.start();
    while (!Files.exists(study.resolve("begun"))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(command.note(1)).hasContent("spark-ab12-3-1");
    thread.interrupt();
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(study.resolve("told")).exists();
  }

  @Test
  void whatAMachineDoesNotHaveIsSaidWithItsName() throws Exception {
    WorkerCommand here = command("exit 0");
    assertThat(
            workers
                .job(
                    new WorkerCommand(
                        "r", "/none/study", here.directory(), Map.of(), here.words(), ""),
                    "",
                    "",
                    1)
                .reason())
        .startsWith("Machine " + Host.name() + " does not see /none/study");
    assertThat(
            workers
                .job(
                    new WorkerCommand(
                        "r",
                        here.study(),
                        here.directory(),
                        Map.of(),
                        List.of("/none/parfocal"),
                        ""),
                    "",
                    "",
                    1)
                .reason())
        .contains("has no Parfocal at /none/parfocal")
        .contains("executor.parfocal-home");
  }

  @Test
  void theCommandIsTheSameAfterItsWayAsArguments() throws Exception {
    WorkerCommand command = command("");
    assertThat(WorkerCommand.of(command.arguments().toArray(String[]::new))).isEqualTo(command);
  }
}
