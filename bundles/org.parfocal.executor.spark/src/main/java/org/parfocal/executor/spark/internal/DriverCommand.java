package org.parfocal.executor.spark.internal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.parfocal.api.WorkOrder;
import org.parfocal.executor.spark.internal.driver.WorkerCommand;

/** The command line of Spark's driver: what {@code bin/spark-submit} comes to. */
final class DriverCommand {
  private static final Path PROGRAM = Path.of("bin", "parfocal");
  private static final String DRIVER = "org.parfocal.executor.spark.internal.driver.Driver";

  /**
   * What Spark opens of Java.
   *
   * @see <a
   *     href="https://github.com/apache/spark/blob/v4.2.0/launcher/src/main/java/org/apache/spark/launcher/JavaModuleOptions.java">JavaModuleOptions</a>
   */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar",
          "java.security.jgss/sun.security.krb5");

  private DriverCommand() {}

  /**
   * Makes it.
   *
   * @param run begins the names of the workers
   * @param environment of this process
   */
  static List<String> of(
      WorkOrder order,
      ClusterSettings settings,
      SparkHome spark,
      Path adapter,
      String run,
      Map<String, String> environment) {
    List<String> configurations =
        Stream.of("HADOOP_CONF_DIR", "YARN_CONF_DIR")
            .map(environment::get)
            .filter(Objects::nonNull)
            .toList();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions"));
    OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    command.add("-Djdk.reflect.useDirectMethodHandle=false");
    command.add("-Dio.netty.tryReflectionSetAccessible=true");
    command.add("-cp");
    command.add(String.join(File.pathSeparator, spark.classPath(configurations)));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", settings.master().name(), "--deploy-mode", "client"));
    command.addAll(List.of("--name", "parfocal " + order.study().getFileName()));
    settings.all().forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    if (!settings.archive().isEmpty()) {
      command.addAll(List.of("--archives", Path.of(settings.archive()).toUri() + "#parfocal"));
    }
    command.addAll(List.of("--class", DRIVER, adapter.toString()));
    command.addAll(worker(order, settings, run, environment).arguments());
    return command;
  }

  private static WorkerCommand worker(
      WorkOrder order, ClusterSettings settings, String run, Map<String, String> environment) {
    List<String> words = new ArrayList<>(order.command());
    if (!settings.archive().isEmpty()) {
      words.set(0, PROGRAM.toString());
    } else if (!settings.parfocalHome().isEmpty()) {
      words.set(0, Path.of(settings.parfocalHome()).resolve(PROGRAM).toString());
    }
    if (settings.apart()) {
      // The file that is sent holds all settings; of the rest, options of the program stay.
      int options = 3;
      while (options < words.size() && !words.get(options).startsWith("--")) {
        options++;
      }
      words.subList(2, options).clear();
      words.addAll(2, List.of("study.yaml", "output=studies"));
      words.addAll(List.of("--jobs", "-"));
    } else {
      words.addAll(List.of("--jobs", "-", "--coordinator", order.coordinator()));
    }
    Map<String, String> variables = new LinkedHashMap<>();
    // Results depend on it, and the study was planned with it.
    variables.put("OMP_NUM_THREADS", environment.getOrDefault("OMP_NUM_THREADS", "1"));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("PARFOCAL_") && !name.equals("PARFOCAL_LOG_FILE")) {
            variables.put(name, value);
          }
        });
    return new WorkerCommand(
        run,
        order.study().toString(),
        order.directory().toString(),
        variables,
        words,
        settings.apart() ? WorkerCommand.APART : WorkerCommand.SHARED);
  }
}
