package org.parfocal.executor.slurm.internal;

import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;

/** Flags of sbatch that a user gives: each is one argument, and none is what Parfocal sets. */
final class SbatchFlags {
  private static final String TIME =
      "|[0-9]{1,7}(:[0-9]{1,2}){0,2}|[0-9]{1,4}-[0-9]{1,2}(:[0-9]{1,2}){0,2}";

  /** By these Parfocal finds the workers again, or runs them; sbatch takes abbreviations, too. */
  private static final Set<String> OWN =
      Set.of(
          "array",
          "chdir",
          "clusters",
          "error",
          "export",
          "export-file",
          "job-name",
          "no-requeue",
          "open-mode",
          "output",
          "parsable",
          "requeue",
          "signal",
          "test-only",
          "wait",
          "wrap");

  private static final String OWN_LETTERS = "aDMeJoW";

  private SbatchFlags() {}

  /**
   * A list as it may be passed on.
   *
   * @throws ConfigurationException if a flag is none, or one that Parfocal sets
   */
  static List<String> checked(List<String> flags) {
    return flags.stream()
        .map(String::strip)
        .filter(flag -> !flag.isEmpty()) // no flags at all come as one empty item
        .map(SbatchFlags::checked)
        .toList();
  }

  private static String checked(String flag) {
    if (flag.chars().anyMatch(Character::isISOControl)) {
      throw new ConfigurationException(
          "executor.sbatch has an item of several lines; give one flag an item.");
    }
    if (!flag.matches("--?[A-Za-z].*")) {
      throw new ConfigurationException(
          "executor.sbatch has %s, which is no flag; write it as --flag=value, one an item."
              .formatted(flag));
    }
    if (isOwn(flag)) {
      throw new ConfigurationException(
          "executor.sbatch has %s, which Parfocal sets itself to find its workers again; leave it out."
              .formatted(flag));
    }
    return flag;
  }

  private static boolean isOwn(String flag) {
    if (!flag.startsWith("--")) {
      return OWN_LETTERS.indexOf(flag.charAt(1)) >= 0;
    }
    String name = flag.substring(2).replaceFirst("[=\\s].*", "");
    return OWN.stream().anyMatch(own -> own.startsWith(name));
  }

  /** Whether one of these says how many cores a task gets. */
  static boolean nameCores(List<String> flags) {
    return flags.stream()
        .anyMatch(flag -> flag.matches("--cpus-(per-task|per-gpu)\\b.*|-c.*|--exclusive\\b.*"));
  }

  /**
   * A time as {@code sbatch --time} takes it; or an empty one.
   *
   * @throws ConfigurationException if it is none
   */
  static String time(String time) {
    if (!time.matches(TIME)) {
      throw new ConfigurationException(
          "executor.time is %s; it must be minutes, or hours:minutes:seconds such as 04:00:00, or days-hours such as 2-12."
              .formatted(time));
    }
    return time;
  }
}
