package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

/** A study whose jobs run in a real Spark cluster, which this test starts and stops. */
@DisabledOnOs(OS.WINDOWS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkIT {
  private static final String CHECKPOINT = "checkpoint.json";

  @TempDir static Path shared;
  private static SparkCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() throws Exception {
    cluster = SparkCluster.start(shared);
  }

  @AfterAll
  static void stopSpark() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aRunThatIsStoppedStopsItsWorkersAndRecordsItsJobs() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("constant.jar"),
        "org.parfocal.itests.constant",
        "org.parfocal.itests.constant");
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, seconds: 60}");
    Program.Running running =
        program(folder).withPlugins(plugins).start(onSpark("run", StudyFolder.FILE));
    while (WorkersFiles.logs(folder).split("] only/", -1).length <= 2) {
      assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
      Thread.sleep(100);
    }

    running.interrupt();

    Program.Ended ended = running.await();
    assertThat(ended.code()).as(ended.err()).isEqualTo(130);
    assertThat(study.states()).containsValue("interrupted").doesNotContainValue("running");
    assertThat(cluster.parfocals()).isEmpty();
  }

  @Test
  @Order(2)
  void jobsComeBackFromMachinesThatDoNotSeeTheStudysFolder() throws Exception {
    Path single = Files.createDirectory(folder.resolve("single"));
    StudyFolder.writeTrained(single);
    program(single).run(0, "run", StudyFolder.FILE);
    Path spread = Files.createDirectory(folder.resolve("spread"));
    StudyFolder.writeTrained(spread);

    program(spread).run(0, onSpark("run", StudyFolder.FILE, "executor.shared=false"));

    assertThat(WorkersFiles.results(spread))
        .hasSizeGreaterThan(12)
        .isEqualTo(WorkersFiles.results(single));
    assertThat(cluster.ran("predictions.csv")).as("jobs that the machines ran").hasSize(4);
    assertThat(WorkersFiles.files(spread, ".log"))
        .as("workers log on their machines")
        .allMatch(log -> log.toString().endsWith("-driver.log"));
    assertThat(cluster.parfocals()).isEmpty();
  }

  /** The last one, since it leaves the cluster with one machine. */
  @Test
  @Order(3)
  void aStudyOfTwoWorkersOneOfThemLostEqualsThatOfOneProcess() throws Exception {
    String[] study = {"run", StudyFolder.FILE, "training.epochs=20", "training.checkpoint=1e-9"};
    Path single = Files.createDirectory(folder.resolve("single"));
    StudyFolder.writeTrained(single);
    program(single).run(0, study);
    Path spread = Files.createDirectory(folder.resolve("spread"));
    StudyFolder.writeTrained(spread);

    Program.Running running = program(spread).start(onSpark(study));
    while (WorkersFiles.files(spread, CHECKPOINT).size() < 2) {
      assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
      Thread.sleep(5);
    }
    cluster.loseWorker();
    Program.Ended ended = running.await();

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(WorkersFiles.results(spread))
        .hasSizeGreaterThan(12)
        .isEqualTo(WorkersFiles.results(single));
    assertThat(ended.err()).contains("because Spark lost executor").contains("is begun again");
    assertThat(WorkersFiles.logs(spread)).contains("goes on after epoch");
    assertThat(WorkersFiles.files(spread, CHECKPOINT)).isEmpty();
    assertThat(cluster.parfocals()).isEmpty();
  }

  @Test
  @Order(4)
  void aMasterThatDoesNotAnswerIsSaidAtOnce() throws Exception {
    StudyFolder.writeTrained(folder);
    int closed;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = server.getLocalPort();
    }
    Program.Ended ended =
        program(folder)
            .run(
                2,
                "run",
                StudyFolder.FILE,
                "--executor",
                "spark",
                "executor.master=spark://127.0.0.1:" + closed,
                "executor.spark-home=" + cluster.home());
    assertThat(ended.err()).contains("No Spark master answers at spark://127.0.0.1:" + closed);
  }

  private static Program program(Path study) {
    return Program.in(study)
        .withCache(study.resolve("cache"))
        .with("PARFOCAL_LOG", "info")
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with("OMP_NUM_THREADS", "1");
  }

  private static String[] onSpark(String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(cluster.options())).toArray(String[]::new);
  }
}
