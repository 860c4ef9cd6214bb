package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Parameters;

/** Names the folders of several studies on the command line, or study files that lead there. */
final class FoldersTarget {
  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY",
      description = "The studies' folders, such as studies/NAME, or study files.")
  List<Path> studies = List.of();

  List<Path> folders(Platform platform) {
    return studies.stream().map(study -> FolderTarget.folder(platform, study, List.of())).toList();
  }
}
