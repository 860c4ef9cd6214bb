package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.itest.Program;

/**
 * A standalone Spark of a master and two workers of one core each on this machine, from the
 * libraries that Maven fetched; started and stopped by a test.
 */
final class SparkCluster implements AutoCloseable {
  private static final Path CLASS_PATH =
      Program.distribution()
          .resolve("../../../bundles/org.parfocal.executor.spark/target/spark.classpath")
          .normalize();
  private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final String LOOPBACK = "127.0.0.1";
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private String master = "";

  private SparkCluster(Path folder) {
    this.folder = folder;
  }

  /** Starts it in an empty folder, and waits until the master knows both workers. */
  static SparkCluster start(Path folder) throws Exception {
    SparkCluster cluster = new SparkCluster(folder);
    try {
      cluster.start();
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void start() throws Exception {
    Path jars = Files.createDirectories(home().resolve("jars"));
    for (String jar : Files.readString(CLASS_PATH).strip().split(":")) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    launch("master", "Master", "--host", LOOPBACK, "--port", "0", "--webui-port", "0");
    master = await("master", ADDRESS);
    for (String worker : List.of("one", "two")) {
      launch(
          worker,
          "Worker",
          "--host",
          LOOPBACK,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          folder.resolve(worker).toString(),
          master);
    }
    for (String worker : List.of("one", "two")) {
      await(worker, Pattern.compile("Successfully registered with master"));
    }
  }

  private void launch(String name, String kind, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, "-Xmx256m", "-XX:+UseSerialGC");
    for (String opened : List.of("nio", "lang", "util", "net", "lang.invoke")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    Collections.addAll(command, "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("-Dspark.master.rest.enabled=false");
    Collections.addAll(command, "-cp", home().resolve("jars") + "/*");
    command.add("org.apache.spark.deploy." + kind.toLowerCase(Locale.ROOT) + "." + kind);
    Collections.addAll(command, arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name).toFile());
    builder.environment().put("SPARK_HOME", home().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    processes.add(builder.start());
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private String await(String name, Pattern said) throws Exception {
    long limit = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      String log = Files.readString(log(name));
      Matcher matcher = said.matcher(log);
      if (matcher.find()) {
        return matcher.group();
      }
      assertThat(System.nanoTime()).as(log).isLessThan(limit);
      Thread.sleep(50);
    }
  }

  /** Where Spark's libraries are. */
  Path home() {
    return folder.resolve("home");
  }

  /** The options that leave the jobs of a study to this cluster. */
  String[] options() {
    return new String[] {
      "--executor",
      "spark",
      "executor.workers=2",
      "executor.master=" + master,
      "executor.spark-home=" + home(),
      "executor.conf=[spark.ui.enabled=false, spark.driver.host=" + LOOPBACK + "]"
    };
  }

  /** Files of this name in the folders in which the machines work. */
  List<Path> ran(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String worker : List.of("one", "two")) {
      try (Stream<Path> files = Files.walk(folder.resolve(worker))) {
        files.filter(file -> file.endsWith(name)).forEach(found::add);
      }
    }
    return found;
  }

  /** What becomes of a machine that fails: a worker is gone, and all that it had started. */
  void loseWorker() throws InterruptedException {
    Process worker = processes.get(processes.size() - 1);
    List<ProcessHandle> started = worker.descendants().toList();
    assertThat(started).as("an executor of Spark and a worker of Parfocal").hasSizeGreaterThan(1);
    worker.destroyForcibly().waitFor();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** What workers of Parfocal still run in it. */
  Stream<String> parfocals() {
    return processes.stream()
        .flatMap(Process::descendants)
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains("parfocal.home"));
  }

  @Override
  public void close() throws Exception {
    for (Process process : processes) {
      List<ProcessHandle> started = process.descendants().toList();
      process.destroyForcibly().waitFor();
      started.forEach(ProcessHandle::destroyForcibly);
    }
    try (Stream<Path> links = Files.list(home().resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link); // JUnit would warn of each
      }
    }
  }
}
