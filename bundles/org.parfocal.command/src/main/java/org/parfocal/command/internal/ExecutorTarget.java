package org.parfocal.command.internal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Executor;
import org.parfocal.core.Delegation;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Option;

/** Says where the jobs of a study run, which nothing in the study depends on. */
final class ExecutorTarget {
  private static final String PREFIX = "executor.";
  private static final String LOCAL = "local";

  /** Property by which the start script tells where the distribution is. */
  private static final String HOME = "parfocal.home";

  /** Property by which the launcher tells which device it chose. */
  private static final String DEVICE = "parfocal.device";

  /** Property by which the launcher tells which programs may be started. */
  private static final String PROGRAMS = "parfocal.programs";

  @Option(
      names = "--executor",
      paramLabel = "NAME|FILE",
      description =
          "What starts the worker processes: local, another installed executor, or a YAML file"
              + " with a section executor. Its options are given as executor.key=value. Without it the"
              + " jobs run in this process, one after the other.")
  @Nullable String executor;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Run jobs in N worker processes: the option workers of the executor (default: local).")
  @Nullable Integer workers;

  @Option(
      names = "--detach",
      description =
          "End as soon as the workers are started, if the executor can leave them to themselves."
              + " The same run without --detach follows them, and writes the scores.")
  boolean detach;

  /** The executor, if there is one to be. */
  Optional<Wired<Executor>> open(Platform platform, List<String> settings) {
    List<String> options =
        new ArrayList<>(settings.stream().filter(ExecutorTarget::isOne).toList());
    if (workers != null) {
      options.add(PREFIX + "workers=" + workers);
    }
    if (executor == null && workers == null) {
      if (detach) {
        throw new ConfigurationException(
            "--detach leaves the jobs to workers, and no executor is named that starts some; add --executor NAME.");
      }
      if (!options.isEmpty()) {
        throw new ConfigurationException(
            "%s is an option of an executor, and none is named; add --executor NAME."
                .formatted(options.get(0)));
      }
      return Optional.empty();
    }
    return Optional.of(platform.executor(executor == null ? LOCAL : executor, options));
  }

  /** The settings of the study among those of a command line. */
  static List<String> ofStudy(List<String> settings) {
    return settings.stream().filter(setting -> !isOne(setting)).toList();
  }

  private static boolean isOne(String setting) {
    return setting.strip().startsWith(PREFIX);
  }

  /**
   * Leaves the jobs of a study to the workers of an executor, which are other processes of this
   * distribution.
   */
  Delegation delegation(Executor executor, Path file, List<String> settings) {
    String home = System.getProperty(HOME, "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "bin", "parfocal").toString());
    command.add("work");
    command.add(file.toAbsolutePath().toString());
    command.addAll(ofStudy(settings));
    String device = System.getProperty(DEVICE, "");
    if (!device.isEmpty()) {
      command.addAll(List.of("--device", device));
    }
    Arrays.stream(System.getProperty(PROGRAMS, "").split(File.pathSeparator, -1))
        .filter(program -> !program.isEmpty())
        .forEach(program -> command.addAll(List.of("--allow-program", program)));
    return new Delegation(executor, command, Path.of("").toAbsolutePath(), detach);
  }
}
