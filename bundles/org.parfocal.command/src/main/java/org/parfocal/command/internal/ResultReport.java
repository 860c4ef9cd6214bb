package org.parfocal.command.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Printable;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyResult;
import org.parfocal.core.text.Json;

/** Prints the state of a study, and what is missing in it. */
final class ResultReport {
  private final Terminal terminal;
  private final boolean json;

  ResultReport(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Prints, and gives the exit code. */
  int show(StudyResult result) {
    if (json) {
      terminal.out().println(Json.line(members(result)));
    } else {
      terminal.out().println(result.summary().stripTrailing());
      if (!result.verdict().isEmpty()) {
        terminal.out().println();
        result.verdict().forEach(sentence -> terminal.out().println(Printable.of(sentence)));
      }
      terminal.out().flush();
    }
    List<PlannedJob> missing =
        result.jobs().stream().filter(job -> job.state() != JobState.DONE).toList();
    missing.forEach(job -> terminal.error(sentence(job)));
    result.failedMetrics().forEach(terminal::error);
    terminal.err().println("Results: " + result.directory());
    if (!missing.isEmpty()) {
      return ExitCodes.INCOMPLETE;
    }
    return result.failedMetrics().isEmpty() ? ExitCodes.DONE : ExitCodes.PLUGIN;
  }

  private static String sentence(PlannedJob job) {
    if (job.state() == JobState.FAILED) {
      return "%s failed: %s (see %s; run with --retry-failed once the cause is fixed)"
          .formatted(job.key(), job.message(), job.directory().resolve("job.json"));
    }
    return "%s is missing: it is %s; run the study to complete it"
        .formatted(job.key(), job.state().label());
  }

  private static Map<String, @Nullable Object> members(StudyResult result) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("event", "result");
    members.put("directory", result.directory().toString());
    members.put("jobs", result.jobs().stream().map(ResultReport::members).toList());
    members.put("verdict", result.verdict());
    members.put("scores", result.scores().stream().map(ScoreRow::members).toList());
    return members;
  }

  /** The job, and where it lies on this machine. */
  static Map<String, @Nullable Object> members(PlannedJob job) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(job.members());
    members.put("directory", job.directory().toString());
    return members;
  }
}
