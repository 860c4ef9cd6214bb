package org.parfocal.command.internal;

import java.util.List;
import org.parfocal.core.JobKey;
import org.parfocal.core.StudyWatch;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description =
        "Has failed jobs run again, by those who work on the study now or by the next parfocal run.")
final class RetryCommand extends PlatformCommand {
  @Mixin FolderTarget target = new FolderTarget();

  @Parameters(
      index = "1..*",
      paramLabel = "JOB",
      description = "Their names, as parfocal watch shows them (default: all that failed).")
  List<String> jobs = List.of();

  RetryCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    try (StudyWatch watch = new StudyWatch(target.folder(platform))) {
      List<JobKey> reopened = watch.retry(jobs);
      reopened.forEach(job -> terminal.out().println(job));
      String now = watch.look().run().isPresent() ? "" : "; start parfocal run";
      terminal
          .err()
          .printf(
              "%d %s again%s%n",
              reopened.size(), reopened.size() == 1 ? "job will be run" : "jobs will be run", now);
      return ExitCodes.DONE;
    }
  }
}
