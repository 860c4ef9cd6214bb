package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Parameters;

/** Names a study on the command line. */
final class StudyTarget {
  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (YAML).")
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings that override the file, for example training.epochs=5.")
  List<String> settings = List.of();

  OpenStudy open(Platform platform) {
    return platform.open(file, settings);
  }
}
