package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parfocal.core.WorkResult;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "run-job",
    description =
        "Runs one job of a study, unless it is done: for workflow managers. Exit code 0 if the"
            + " job is done, whoever ran it, 5 if it failed, 75 if another process works on it.")
final class RunJobCommand extends PlatformCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (YAML).")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "JOB",
      description = "Its name, as parfocal plan shows it, or its number there, from 1.")
  String job = "";

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "Settings that override the file, for example training.epochs=5.")
  List<String> settings = List.of();

  @Mixin WorkTarget work = new WorkTarget();

  RunJobCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  String lessMemory() {
    return SMALLER_BATCHES;
  }

  @Override
  public Integer call() {
    WorkResult result =
        work.work(platform, terminal, file, settings, Optional.of(job), Optional.empty(), 1);
    if (!result.elsewhere().isEmpty()) {
      terminal.err().println("Another process works on " + result.elsewhere().get(0) + ".");
      return ExitCodes.ELSEWHERE;
    }
    return result.failed().isEmpty() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }
}
