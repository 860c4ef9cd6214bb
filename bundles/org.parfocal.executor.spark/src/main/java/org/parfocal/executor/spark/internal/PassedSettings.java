package org.parfocal.executor.spark.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.ConfigurationException;

/**
 * Settings of Spark that are passed on. A file with them may come from somebody else, so that none
 * may name code: that is what Spark's own files are for.
 *
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html">Spark's settings</a>
 */
final class PassedSettings {
  private static final Pattern SETTING =
      Pattern.compile("(spark\\.[A-Za-z0-9._-]+)=([^\\r\\n\\x00]*)");

  /** What names jars, classes, options of Java, commands, files or variables of processes. */
  private static final Pattern CODE =
      Pattern.compile(
          "class|jars?\\b|packages|repositories|options|librarypath|plugin|listener|script|env\\.|python|pyspark"
              + "|spark\\.r\\.|command|files|archives|serializer|registrator|filters|provider|factory|codec|manager"
              + "|template|image|hadoop|ivy|metrics\\.conf|home|log4j|connect\\.|redaction",
          Pattern.CASE_INSENSITIVE);

  /** What the executor sets by its own options. */
  private static final Set<String> OWN =
      Set.of(
          "spark.master",
          "spark.app.name",
          "spark.submit.deploymode",
          "spark.cores.max",
          "spark.task.cpus");

  private PassedSettings() {}

  /**
   * Reads them.
   *
   * @throws ConfigurationException if one is no setting, may not be passed on, or stands twice
   */
  static Map<String, String> checked(List<String> conf) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String each : conf) {
      Matcher matcher = SETTING.matcher(each.strip());
      if (!matcher.matches()) {
        throw refused(each, "it must be spark.NAME=VALUE");
      }
      String name = matcher.group(1);
      if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
        throw refused(
            name, "the executor's options and OMP_NUM_THREADS decide it (master, workers)");
      }
      if (CODE.matcher(name).find()) {
        throw refused(
            name,
            "settings that name code, files or programs are read from Spark's own"
                + " conf/spark-defaults.conf only");
      }
      if (settings.put(name, matcher.group(2)) != null) {
        throw refused(name, "it stands twice");
      }
    }
    return settings;
  }

  private static ConfigurationException refused(String name, String why) {
    return new ConfigurationException(
        "executor.conf has %s, which cannot be passed on: %s.".formatted(name, why));
  }
}
