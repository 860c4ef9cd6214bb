package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

/** A study whose jobs run in a real Slurm, which this test starts and stops. */
@EnabledOnOs(OS.LINUX)
class SlurmIT {
  private static final String[] WORKERS = {"--executor", "slurm", "executor.workers=2"};
  private static final String CHECKPOINT = "checkpoint.json";

  @TempDir static Path shared;
  private static SlurmCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startSlurm() throws Exception {
    cluster = SlurmCluster.start(shared.resolve("slurm"));
  }

  @AfterAll
  static void stopSlurm() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aStudyOfTwoWorkersOneOfThemRequeuedEqualsThatOfOneProcess() throws Exception {
    String[] study = {"run", StudyFolder.FILE, "training.epochs=20", "training.checkpoint=1e-9"};
    Path single = Files.createDirectory(folder.resolve("single"));
    StudyFolder.writeTrained(single);
    trained(single).run(0, study);
    Path spread = Files.createDirectory(folder.resolve("spread"));
    StudyFolder.writeTrained(spread);

    Program.Running running = trained(spread).start(with(study, WORKERS));
    while (WorkersFiles.files(spread, CHECKPOINT).size() < 2) {
      assertThat(running.process().isAlive()).isTrue();
      Thread.sleep(5);
    }
    cluster.run("scontrol", "requeue", cluster.job() + "_0");
    Program.Ended ended = running.await();

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(WorkersFiles.results(spread))
        .hasSizeGreaterThan(12)
        .isEqualTo(WorkersFiles.results(single));
    assertThat(WorkersFiles.logs(spread))
        .contains("DUE TO JOB REQUEUE")
        .contains("goes on after epoch");
    assertThat(WorkersFiles.files(spread, CHECKPOINT)).isEmpty();
    assertThat(cluster.living()).isZero();
  }

  @Test
  void aRunThatIsStoppedCancelsItsArrayAndRecordsItsJobs() throws Exception {
    Program program = constant();
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, seconds: 60}");
    Program.Running running = program.start(with(new String[] {"run", StudyFolder.FILE}, WORKERS));
    await(running, study, 2);

    running.interrupt();

    Program.Ended ended = running.await();
    assertThat(ended.code()).as(ended.err()).isEqualTo(130);
    assertThat(cluster.living()).isZero();
    assertThat(study.states()).containsValue("interrupted").doesNotContainValue("running");
  }

  @Test
  void aSecondRunFollowsTheArrayThatADetachedOneLeft() throws Exception {
    Program program = constant();
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, seconds: 1}");
    String[] run = with(new String[] {"run", StudyFolder.FILE, "executor.jobs=1"}, WORKERS);

    program.run(0, with(run, "--detach"));
    assertThat(cluster.living()).isEqualTo(4);
    program.run(0, run);
    assertThat(SlurmCluster.arrays(study)).isEqualTo(1);
    assertThat(study.states()).hasSize(4).containsValue("done").doesNotContainValue("failed");
    assertThat(study.results().resolve("results.csv")).exists();
  }

  @Test
  void whatSlurmRefusesIsSaidInItsWords() throws Exception {
    StudyFolder.writeTrained(folder);
    Program.Ended ended =
        trained(folder)
            .run(
                2,
                with(
                    new String[] {"run", StudyFolder.FILE, "executor.sbatch=[--partition=none]"},
                    WORKERS));
    assertThat(ended.err()).contains("Slurm did not take the workers: invalid partition");
  }

  private static void await(Program.Running running, StudyFolder study, int begun)
      throws Exception {
    while (WorkersFiles.logs(study.folder()).split("] only/", -1).length <= begun) {
      assertThat(running.process().isAlive()).isTrue();
      Thread.sleep(100);
    }
  }

  private Program trained(Path study) {
    return cluster
        .program(study)
        .withCache(study.resolve("cache"))
        .with("PARFOCAL_LOG", "info")
        .with("OMP_NUM_THREADS", "1");
  }

  private Program constant() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("constant.jar"),
        "org.parfocal.itests.constant",
        "org.parfocal.itests.constant");
    return cluster.program(folder).withPlugins(plugins).with("OMP_NUM_THREADS", "1");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
