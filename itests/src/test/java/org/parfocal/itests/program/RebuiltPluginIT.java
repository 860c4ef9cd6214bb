package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;
import org.parfocal.itests.constant.ConstantModel;

/** A lab works on its plugin: what another build of it decided is run again, and nothing else. */
class RebuiltPluginIT extends OnMovedDistribution {
  private static final String NAME = "org.parfocal.itests.constant";

  @Test
  void whatAnotherBuildOfAPluginDecidedIsRunAgain() throws Exception {
    Program program = distribution.program(folder);
    Path jar = distribution.plugin("constant.jar");
    PluginBundle.write(jar, NAME, NAME);
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, positive: 0.9}");
    run(program);
    assertThat(program.run("plan", StudyFolder.FILE).out()).contains("; 0 to run");

    PluginBundle.rebuild(
        jar,
        NAME,
        ConstantModel.class,
        "this.positive = options.positive();",
        "this.positive = options.positive() * options.positive();");

    Program.Ended plan = program.run("plan", StudyFolder.FILE);
    assertThat(plan.out())
        .contains(
            "; 4 to run",
            "4 jobs are to be run again, because plugin bundle " + NAME + " 1.0.0 was built anew.");
    run(program);
    assertThat(study.predictions().entrySet())
        .filteredOn(file -> !file.getKey().contains(".old-"))
        .hasSize(4)
        .allMatch(file -> file.getValue().contains("0.81"));
    assertThat(program.run("plan", StudyFolder.FILE).out()).contains("; 0 to run");
  }

  private static void run(Program program) throws Exception {
    program.run(0, "run", StudyFolder.FILE);
  }
}
