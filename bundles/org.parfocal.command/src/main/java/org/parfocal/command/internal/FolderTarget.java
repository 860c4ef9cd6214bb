package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the folder of a study on the command line, or a study file that leads there. */
final class FolderTarget {
  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "The study's folder, such as studies/NAME, or the study file.")
  Path study = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "With a study file: a setting that the run was given, such as output=FOLDER.")
  List<String> settings = List.of();

  Path folder(Platform platform) {
    return folder(platform, study, settings);
  }

  /** The folder itself, or that to which a study file leads. */
  static Path folder(Platform platform, Path study, List<String> settings) {
    if (Files.isDirectory(study)) {
      return study.toAbsolutePath().normalize();
    }
    try (OpenStudy open = platform.open(study, settings)) {
      return open.study().directory();
    }
  }
}
