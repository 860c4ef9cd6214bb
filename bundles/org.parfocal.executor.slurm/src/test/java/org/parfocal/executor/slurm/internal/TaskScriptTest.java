package org.parfocal.executor.slurm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.WorkOrder;

/** The script, run by the shell as Slurm runs it. */
@DisabledOnOs(OS.WINDOWS)
class TaskScriptTest {
  private static final String HOSTILE = "a b'; touch $(pwd)/broken; \"`touch broken`\" $HOME * \\";

  @TempDir Path folder;

  @Test
  void everyWordReachesTheWorkerAsItIs() throws Exception {
    Path array = Files.createDirectory(folder.resolve(HOSTILE.replace("/", "")));
    Path worker = worker("printf '%s\\n' \"$@\" \"$OMP_NUM_THREADS\" > said");

    Process process = start(array, 7, "", worker.toString(), HOSTILE);

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("said")))
        .containsExactly(HOSTILE, "--most", "7", "--worker", "slurm-12-3-1", "2");
    assertThat(folder.resolve("broken")).doesNotExist();
    assertThat(array.resolve("3.exit")).hasContent("0");
    assertThat(array.resolve("3.worker")).hasContent("slurm-12-3-1");
  }

  @Test
  void theExitCodeOfAWorkerIsLeft() throws Exception {
    Process process = start(folder, 0, "", worker("exit 6").toString());
    assertThat(process.waitFor()).isEqualTo(6);
    assertThat(folder.resolve("3.exit")).hasContent("6");
  }

  @Test
  void aWorkerThatIsToldToStopHasTimeToEnd() throws Exception {
    Path worker = worker("trap 'sleep 1; exit 130' TERM; touch begun; while :; do sleep 0.1; done");
    Process process = start(folder, 0, "", worker.toString());
    while (!Files.exists(folder.resolve("begun"))) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }

    process.destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("3.exit")).hasContent("130");
  }

  @Test
  void theUsersOwnFileIsReadFirst() throws Exception {
    Path setup = Files.writeString(folder.resolve("it's mine.sh"), "export GREETING=hello");
    Path worker = worker("echo $GREETING > said");
    assertThat(start(folder, 0, setup.toString(), worker.toString()).waitFor()).isZero();
    assertThat(folder.resolve("said")).hasContent("hello");
  }

  @Test
  void noWorkerStartsWithoutTheUsersOwnFile() throws Exception {
    Path worker = worker("touch said");
    assertThat(start(folder, 0, folder.resolve("none.sh").toString(), worker.toString()).waitFor())
        .isEqualTo(2);
    assertThat(folder.resolve("said")).doesNotExist();
  }

  @Test
  void aLineBreakIsRefused() {
    assertThatThrownBy(() -> TaskScript.quoted("a\nrm"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a?rm");
  }

  private Path worker(String lines) throws IOException {
    Path worker = folder.resolve("worker");
    Files.writeString(worker, "#!/bin/bash\n" + lines + "\n");
    assertThat(worker.toFile().setExecutable(true)).isTrue();
    return worker;
  }

  private Process start(Path array, int jobs, String setup, String... command) throws IOException {
    WorkOrder order = new WorkOrder(List.of(command), "run", folder, folder, List.of(), false);
    ArraySettings settings = new ArraySettings(1, jobs, "", List.of(), "2", setup);
    Path script = folder.resolve("task.sh");
    Files.writeString(script, TaskScript.of(order, settings, array));
    List<String> bash = new ArrayList<>(List.of("bash", script.toString()));
    ProcessBuilder builder = new ProcessBuilder(bash).directory(folder.toFile());
    builder.environment().put("SLURM_ARRAY_JOB_ID", "12");
    builder.environment().put("SLURM_ARRAY_TASK_ID", "3");
    builder.environment().put("SLURM_RESTART_COUNT", "1");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return builder.start();
  }
}
