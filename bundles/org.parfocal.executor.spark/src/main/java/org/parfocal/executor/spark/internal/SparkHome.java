package org.parfocal.executor.spark.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * Spark's libraries on this machine.
 *
 * @param folder which holds {@code jars/}
 * @param version of Spark
 */
record SparkHome(Path folder, String version) {
  private static final Pattern CORE = Pattern.compile("spark-core_(2\\.\\d+)-(\\d+\\..+)\\.jar");
  private static final String SCALA = "2.13";
  private static final String MAJOR = "4.";

  /**
   * Looks for them.
   *
   * @param named by the option; or empty
   * @param variable of the environment; or empty
   * @param own of the distribution; need not exist
   * @throws ConfigurationException if they are not there, or of another version than can be used
   */
  static SparkHome found(String named, String variable, Path own) {
    if (!named.isEmpty()) {
      return at(Path.of(named), "executor.spark-home");
    }
    if (!variable.isEmpty()) {
      return at(Path.of(variable), "SPARK_HOME");
    }
    if (Files.isDirectory(own)) {
      return at(own, "Parfocal's own Spark");
    }
    throw new ConfigurationException(
        "Spark is not part of this distribution; name the folder of your cluster's version by"
            + " executor.spark-home or SPARK_HOME, or build Parfocal with -Pspark.");
  }

  private static SparkHome at(Path folder, String what) {
    Matcher core =
        core(folder)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s is %s, which holds no Spark: there is no jars/spark-core_….jar."
                            .formatted(what, folder)));
    if (!core.group(1).equals(SCALA) || !core.group(2).startsWith(MAJOR)) {
      throw new ConfigurationException(
          "%s is %s, which holds Spark %s for Scala %s; Spark %sx for Scala %s is needed, here and in the cluster."
              .formatted(what, folder, core.group(2), core.group(1), MAJOR, SCALA));
    }
    return new SparkHome(folder.toAbsolutePath(), core.group(2));
  }

  private static Optional<Matcher> core(Path folder) {
    try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
      return jars.map(jar -> CORE.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The class path of a driver, as {@code bin/spark-submit} makes it. */
  List<String> classPath(List<String> configurations) {
    return Stream.concat(
            Stream.concat(Stream.of(folder.resolve("conf").toString()), configurations.stream()),
            Stream.of(folder.resolve("jars") + "/*"))
        .toList();
  }
}
