package org.parfocal.command.internal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.RunningView;
import org.parfocal.core.text.Json;

/** One JSON object a line for each event. */
final class JsonProgress implements Progress {
  private final PrintWriter out;

  JsonProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void preparing(double fraction, String what) {
    event("event", "preparing", "fraction", fraction, "what", what);
  }

  @Override
  public void jobStarted(JobKey job, int index, int total) {
    event("event", "started", "job", job.toString(), "index", index, "total", total);
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    event("event", "progress", "job", job.toString(), "fraction", fraction, "what", what);
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    event(
        "event",
        "ended",
        "job",
        job.toString(),
        "state",
        state.label(),
        "seconds",
        time.toMillis() / 1000.0,
        "headline",
        headline);
  }

  @Override
  public void following(int ended, int total, List<RunningView> running, String workers) {
    event(
        "event",
        "following",
        "ended",
        ended,
        "total",
        total,
        "running",
        running.stream()
            .map(view -> Json.members("job", view.job().toString(), "fraction", view.share()))
            .toList(),
        "workers",
        workers);
  }

  @Override
  public void warning(String sentence) {
    event("event", "warning", "sentence", sentence);
  }

  private void event(@Nullable Object... pairs) {
    out.println(Json.line(Json.members(pairs)));
  }
}
