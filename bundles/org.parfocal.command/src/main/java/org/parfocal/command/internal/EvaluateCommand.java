package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.parfocal.core.StudyResult;
import org.parfocal.core.StudyRunner;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Scores the stored predictions of a study again; trains and predicts nothing.")
final class EvaluateCommand extends PlatformCommand {
  @Parameters(
      index = "0",
      paramLabel = "FOLDER|FILE",
      description = "The results folder of a study, or its study file.")
  Path target = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "With a study file: settings that override it.")
  List<String> settings = List.of();

  @Option(names = "--json", description = "One JSON object per line for every event.")
  boolean json;

  EvaluateCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    try (OpenStudy open = open()) {
      StudyResult result;
      try (Progress progress = Progress.on(terminal, json, false)) {
        result = new StudyRunner().evaluate(open.study(), open.parts(), progress);
      }
      return new ResultReport(terminal, json).show(result);
    }
  }

  private OpenStudy open() {
    return Files.isDirectory(target) ? platform.reopen(target) : platform.open(target, settings);
  }
}
