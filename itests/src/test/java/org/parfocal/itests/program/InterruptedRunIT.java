package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

@DisabledOnOs(OS.WINDOWS)
class InterruptedRunIT {
  @TempDir Path folder;
  @TempDir Path plugins;

  @Test
  void controlCRecordsTheJobInHandAndTheNextRunGoesOn() throws Exception {
    StudyFolder study = StudyFolder.writeTrained(folder);
    Program.Running running =
        Program.in(folder).start("run", StudyFolder.FILE, "training.epochs=5000");
    study.await("running", 1);

    running.interrupt();

    assertThat(running.process().waitFor(25, TimeUnit.SECONDS)).isTrue();
    Program.Ended ended = running.await();
    assertThat(ended.code()).as(ended.said()).isEqualTo(130);
    assertThat(study.states()).containsValue("interrupted").doesNotContainValue("running");
  }

  @Test
  void aKilledRunIsFinishedByTheNextOne() throws Exception {
    Program program = programWithConstant();
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, seconds: 1.5}");
    Program.Running running = program.start("run", StudyFolder.FILE);
    study.await("done", 1);
    running.kill();
    String first = study.predictions().keySet().iterator().next();
    String before = study.predictions().get(first);

    program.run(0, "run", StudyFolder.FILE);
    assertThat(study.states())
        .hasSize(4)
        .allSatisfy((job, state) -> assertThat(state).isEqualTo("done"));
    assertThat(study.predictions().get(first)).isEqualTo(before);
  }

  @Test
  void aSecondProcessOnTheSameStudyIsTurnedAwayAndHarmsNothing() throws Exception {
    Program program = programWithConstant();
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, seconds: 2}");
    Program.Running first = program.start("run", StudyFolder.FILE);
    study.await("running", 1);

    program.run(6, "run", StudyFolder.FILE);
    Program.Ended ended = first.await();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(study.states())
        .hasSize(4)
        .allSatisfy((job, state) -> assertThat(state).isEqualTo("done"));
  }

  private Program programWithConstant() throws Exception {
    PluginBundle.write(
        plugins.resolve("constant.jar"),
        "org.parfocal.itests.constant",
        "org.parfocal.itests.constant");
    return Program.in(folder).withPlugins(plugins);
  }
}
