package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.JobRequests;
import org.parfocal.core.RunOption;
import org.parfocal.core.StudyRunner;
import org.parfocal.core.WorkOptions;
import org.parfocal.core.WorkResult;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Option;

/** What the commands have in common by which a process works on a study beside others. */
final class WorkTarget {
  @Option(
      names = "--skip-unreadable",
      description = "If this process plans the study: leave out images that cannot be read.")
  boolean skipUnreadable;

  @Option(
      names = "--allow-shared-pixels",
      description =
          "If this process plans the study: go on where images of several patients have the same"
              + " pixels.")
  boolean sharedPixels;

  @Option(names = "--worker", hidden = true, description = "The name of this worker.")
  String worker = "";

  @Option(
      names = "--coordinator",
      hidden = true,
      description = "The claim of the run that started this worker.")
  @Nullable String coordinator;

  @Option(names = "--quiet", description = "No progress; warnings and errors only.")
  boolean quiet;

  WorkResult work(
      Platform platform,
      Terminal terminal,
      Path file,
      List<String> settings,
      Optional<String> job,
      Optional<JobRequests> requests,
      int most) {
    WorkOptions options =
        new WorkOptions(
            job,
            requests,
            most,
            worker,
            Optional.ofNullable(coordinator),
            RunCommand.chosen(
                Map.of(
                    RunOption.SKIP_UNREADABLE, skipUnreadable,
                    RunOption.ALLOW_SHARED_PIXELS, sharedPixels)));
    WorkResult result;
    try (OpenStudy open = platform.open(file, settings);
        Progress progress = Progress.on(terminal, false, quiet)) {
      result = new StudyRunner().work(open.study(), open.parts(), options, progress);
    }
    result
        .failed()
        .forEach(each -> terminal.error("%s failed: %s".formatted(each.key(), each.message())));
    return result;
  }
}
