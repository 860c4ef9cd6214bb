package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.parfocal.core.RunOptions;
import org.parfocal.core.StudyResult;
import org.parfocal.core.StudyRunner;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description =
        "Runs every job of a study that is not done yet, scores them and prints the results. Run"
            + " it again after a stop, and it goes on.")
final class RunCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (YAML).")
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings that override the file, for example training.epochs=5.")
  List<String> settings = List.of();

  @Option(names = "--retry-failed", description = "Run failed jobs again.")
  boolean retryFailed;

  @Option(names = "--fail-fast", description = "Stop at the first failed job.")
  boolean failFast;

  @Option(
      names = "--skip-unreadable",
      description = "Leave out images that cannot be read, and count them.")
  boolean skipUnreadable;

  @Option(names = "--json", description = "One JSON object per line for every event.")
  boolean json;

  @Option(names = "--quiet", description = "No progress; warnings, errors and the results only.")
  boolean quiet;

  private final Platform platform;
  private final Terminal terminal;

  RunCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RunOptions options = new RunOptions(retryFailed, failFast, skipUnreadable);
    try (OpenStudy open = platform.open(file, settings)) {
      StudyResult result;
      try (Progress progress = Progress.on(terminal, json, quiet)) {
        result = new StudyRunner().run(open.study(), open.parts(), options, progress);
      }
      return new ResultReport(terminal, json).show(result);
    }
  }
}
