package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.Executor;
import org.parfocal.api.OutputException;
import org.parfocal.core.JobState;
import org.parfocal.core.RunOption;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.StudyResult;
import org.parfocal.core.StudyRunner;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description =
        "Runs every job of a study that is not done yet, scores them and prints the results. Run"
            + " it again after a stop, and it goes on.")
final class RunCommand extends PlatformCommand {
  static final String CHECK_CONTENT =
      "Read every file of the data to see whether it changed; otherwise only files are read whose"
          + " size, times or inode are new.";

  private final ReportWriter report;

  @Mixin StudyTarget target = new StudyTarget();
  @Mixin ExecutorTarget where = new ExecutorTarget();

  @Option(names = "--retry-failed", description = "Run failed jobs again.")
  boolean retryFailed;

  @Option(names = "--fail-fast", description = "Stop at the first failed job.")
  boolean failFast;

  @Option(
      names = "--skip-unreadable",
      description = "Leave out images that cannot be read, and count them.")
  boolean skipUnreadable;

  @Option(
      names = "--allow-shared-pixels",
      description =
          "Go on where images of several patients have the same pixels, unless a fold would train"
              + " on one and be tested on another.")
  boolean sharedPixels;

  @Option(names = "--check-content", description = CHECK_CONTENT)
  boolean checkContent;

  @Option(names = "--json", description = "One JSON object per line for every event.")
  boolean json;

  @Option(names = "--quiet", description = "No progress; warnings, errors and the results only.")
  boolean quiet;

  @Option(names = "--no-report", description = "Write no report.html.")
  boolean withoutReport;

  RunCommand(Platform platform, ReportWriter report, Terminal terminal) {
    super(platform, terminal);
    this.report = report;
  }

  @Override
  String lessMemory() {
    return SMALLER_BATCHES;
  }

  @Override
  public Integer call() {
    Set<RunOption> options =
        chosen(
            Map.of(
                RunOption.RETRY_FAILED, retryFailed,
                RunOption.FAIL_FAST, failFast,
                RunOption.SKIP_UNREADABLE, skipUnreadable,
                RunOption.CHECK_CONTENT, checkContent,
                RunOption.ALLOW_SHARED_PIXELS, sharedPixels));
    List<String> settings = target.settings;
    target.settings = ExecutorTarget.ofStudy(settings);
    try (Wired<Executor> executor = where.open(platform, settings).orElse(null);
        OpenStudy open = target.open(platform)) {
      StudyResult result;
      try (Progress progress = Progress.on(terminal, json, quiet)) {
        StudyRunner runner = new StudyRunner();
        result =
            executor == null
                ? runner.run(open.study(), open.parts(), options, progress)
                : runner.run(
                    open.study(),
                    open.parts(),
                    options,
                    where.delegation(executor.plugin(), target.file, settings),
                    progress);
      }
      if (where.detach && isOpen(result)) {
        terminal.err().println("Workers go on alone with " + result.directory() + ".");
        return ExitCodes.DONE;
      }
      int code = new ResultReport(terminal, json).show(result);
      if (!withoutReport && isAnyDone(result)) {
        writeReport(result);
      }
      return code;
    }
  }

  static Set<RunOption> chosen(Map<RunOption, Boolean> asked) {
    return asked.keySet().stream().filter(asked::get).collect(Collectors.toUnmodifiableSet());
  }

  /** The results are written by now: what is wrong with the page is no failure of the run. */
  private void writeReport(StudyResult result) {
    Path page = result.directory().resolve(ReportCommand.FILE);
    try {
      StoredStudy study = StoredStudy.open(result.directory());
      report
          .report(
              Map.of(study.results().study(), study),
              ReportOptions.named().with(new DatasetImages(platform)))
          .write(page);
      terminal.err().println("Report: " + page);
    } catch (OutputException e) {
      terminal.warning("There is no report: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      terminal.warning(
          "There is no report, for which Java has too little memory; PARFOCAL_OPTS=-Xmx… gives it more, and parfocal report %s writes it."
              .formatted(result.directory()));
    }
  }

  private static boolean isAnyDone(StudyResult result) {
    return result.jobs().stream().anyMatch(job -> job.state() == JobState.DONE);
  }

  private static boolean isOpen(StudyResult result) {
    return result.jobs().stream().anyMatch(job -> !job.state().isFinal());
  }
}
