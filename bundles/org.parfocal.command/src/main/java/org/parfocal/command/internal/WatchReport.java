package org.parfocal.command.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.RunningView;
import org.parfocal.core.StudyView;
import org.parfocal.core.text.Json;

/** Prints where a study stands; a terminal shows it in place. */
final class WatchReport {
  private static final int SHOWN = 12;
  private static final String AGAIN = "\u001B[H\u001B[2J";

  private final Terminal terminal;
  private final boolean json;

  WatchReport(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * Shows it.
   *
   * @param last whether no other one follows
   */
  void show(StudyView view, boolean last) {
    if (json) {
      terminal.out().println(Json.line(members(view)));
      return;
    }
    if (terminal.interactive() && !last) {
      terminal.control().print(AGAIN);
      terminal.control().flush();
    }
    lines(view).forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private static List<String> lines(StudyView view) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d of %d jobs done, %d in work, %d failed, %d wait%s"
            .formatted(
                view.name(),
                view.done().size(),
                view.total(),
                view.running().size(),
                view.failed().size(),
                view.waiting().size(),
                left(view)
                    .map(time -> "; about " + TimeEstimate.shown(time) + " left")
                    .orElse("")));
    lines.add(view.run().map(by -> "run by " + by).orElse("no run follows it"));
    if (view.stopping()) {
      lines.add("asked to stop by parfocal cancel; parfocal run goes on with it");
    }
    view.running().stream().limit(SHOWN).map(WatchReport::line).forEach(lines::add);
    more(view.running().size(), lines);
    view.failed().stream()
        .limit(SHOWN)
        .map(job -> "failed    " + job.key() + ": " + job.message())
        .forEach(lines::add);
    more(view.failed().size(), lines);
    if (!view.scores().isEmpty()) {
      lines.add("");
      lines.addAll(view.scores());
    }
    return lines.stream().map(Terminal::oneLine).toList();
  }

  private static void more(int size, List<String> lines) {
    if (size > SHOWN) {
      lines.add("          and %d more".formatted(size - SHOWN));
    }
  }

  private static String line(RunningView view) {
    return "%s     %s: %s (%s)"
        .formatted(LineProgress.percent(view.share()), view.job(), view.what(), view.holder());
  }

  /** As long as somebody works on it. */
  private static Optional<Duration> left(StudyView view) {
    if (view.running().isEmpty()) {
      return Optional.empty();
    }
    TimeLeft left = new TimeLeft(System::nanoTime);
    left.toRun(
        Stream.concat(view.running().stream().map(RunningView::job), view.waiting().stream())
            .toList());
    view.done().forEach((job, time) -> left.ended(job, JobState.DONE, time));
    return left.shared(view.running().size());
  }

  private static Map<String, Object> members(StudyView view) {
    return Json.members(
        "study",
        view.name(),
        "total",
        view.total(),
        "done",
        view.done().size(),
        "running",
        view.running().stream()
            .map(
                running ->
                    Json.members(
                        "job",
                        running.job().toString(),
                        "holder",
                        running.holder(),
                        "fraction",
                        running.share(),
                        "what",
                        running.what()))
            .toList(),
        "failed",
        view.failed().stream().map(PlannedJob::members).toList(),
        "waiting",
        view.waiting().stream().map(JobKey::toString).toList(),
        "run",
        view.run().orElse(""),
        "stopping",
        view.stopping(),
        "secondsLeft",
        left(view).map(Duration::toSeconds).orElse(-1L));
  }
}
