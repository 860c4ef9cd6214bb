package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** A model that is a program does not outlive the run, however that ends. */
@EnabledOnOs(OS.LINUX)
class EndedProgramIT {
  /** Fits for minutes, beside a process of its own, unless there is a file "quick". */
  private static final String PROGRAM =
      """
      #!/bin/sh
      set -eu
      here=$3
      if [ "$1" = fit ]; then
        if [ ! -e "$here/quick" ]; then
          sleep 600 &
          echo "$$ $!" > "$here/pids.new"
          mv "$here/pids.new" "$here/pids"
          wait
        fi
        echo 1 > "$2/model/any"
      else
        tail -n +2 "$2/images.csv" | while read -r row; do echo 0.25,0.75; done > "$2/probabilities.csv"
      fi
      """;

  @TempDir Path made;
  private Path folder;
  private StudyFolder study;
  private Program parfocal;

  @BeforeEach
  void writeProgram() throws IOException {
    folder = made.toRealPath();
    Path program = Files.writeString(folder.resolve("slow"), PROGRAM);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    study =
        StudyFolder.write(
            folder, "{strategy: process, program: slow, arguments: [%s]}".formatted(folder));
    parfocal = Program.in(folder).with("PARFOCAL_PROGRAMS", program.toString());
  }

  @Test
  void controlCEndsItAndWhatItStartedAndTheSameCommandGoesOn() throws Exception {
    Program.Running running = parfocal.start("run", StudyFolder.FILE);
    List<ProcessHandle> children = children();

    running.interrupt();

    Program.Ended ended = running.await();
    assertThat(ended.code()).as(ended.said()).isEqualTo(130);
    assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThat(study.states()).containsValue("interrupted").doesNotContainValue("running");

    Files.createFile(folder.resolve("quick"));
    parfocal.run(0, "run", StudyFolder.FILE);
    assertThat(study.states().values()).containsExactly("done", "done", "done", "done");
  }

  @Test
  void aKilledRunTakesItAlong() throws Exception {
    Program.Running running = parfocal.start("run", StudyFolder.FILE);
    List<ProcessHandle> children = children();
    try {
      running.kill();

      children.get(0).onExit().get(10, TimeUnit.SECONDS);
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The program itself and what it started. */
  private List<ProcessHandle> children() throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Path pids = folder.resolve("pids");
    while (!Files.exists(pids)) {
      assertThat(System.nanoTime()).isLessThan(limit);
      Thread.sleep(50);
    }
    return List.of(Files.readString(pids).strip().split(" ")).stream()
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }
}
