package org.parfocal.command.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.WorkResult;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "work",
    description =
        "Runs jobs of a study beside other processes, on this machine or on others that share the"
            + " study's folder, until nothing is left that nobody works on. Scores are written by"
            + " parfocal run or parfocal evaluate.")
final class WorkCommand extends PlatformCommand {
  @Mixin StudyTarget target = new StudyTarget();
  @Mixin WorkTarget work = new WorkTarget();

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "End after N jobs that this process ran.")
  @Nullable Integer most;

  @Option(
      names = "--jobs",
      paramLabel = "FILE|-",
      description =
          "Run one job for each line of a file, or of standard input (-): the one that it names, or"
              + " for an empty line any that nobody works on; print how each ended.")
  @Nullable String jobs;

  WorkCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  String lessMemory() {
    return SMALLER_BATCHES;
  }

  @Override
  public Integer call() {
    if (most != null && most < 1) {
      throw new ConfigurationException("--most is %d; it must be 1 or more.".formatted(most));
    }
    if (most != null && jobs != null) {
      throw new ConfigurationException(
          "--most and --jobs both say how many jobs to run; give one of them.");
    }
    WorkResult result =
        work.work(
            platform,
            terminal,
            target.file,
            target.settings,
            Optional.empty(),
            Optional.ofNullable(jobs).map(from -> RequestLines.of(from, terminal.out())),
            most == null ? Integer.MAX_VALUE : most);
    terminal
        .err()
        .printf(
            "%d jobs are done, %d failed, %d are left to others%n",
            result.done().size(), result.failed().size(), result.elsewhere().size());
    return result.failed().isEmpty() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }
}
