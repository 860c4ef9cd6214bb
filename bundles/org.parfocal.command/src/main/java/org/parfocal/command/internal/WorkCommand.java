package org.parfocal.command.internal;

import java.util.Optional;
import org.parfocal.core.WorkResult;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "work",
    description =
        "Runs jobs of a study beside other processes, on this machine or on others that share the"
            + " study's folder, until nothing is left that nobody works on. Scores are written by"
            + " parfocal run or parfocal evaluate.")
final class WorkCommand extends PlatformCommand {
  @Mixin StudyTarget target = new StudyTarget();
  @Mixin WorkTarget work = new WorkTarget();

  WorkCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    WorkResult result =
        work.work(platform, terminal, target.file, target.settings, Optional.empty());
    terminal
        .err()
        .printf(
            "%d jobs are done, %d failed, %d are worked on elsewhere%n",
            result.done().size(), result.failed().size(), result.elsewhere().size());
    return result.failed().isEmpty() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }
}
