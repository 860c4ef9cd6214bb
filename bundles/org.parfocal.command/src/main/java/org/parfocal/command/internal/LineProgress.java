package org.parfocal.command.internal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.RunningView;

/** Plain lines for logs, with a pause between those that only show progress. */
final class LineProgress implements Progress {
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private static final int SHOWN = 4;

  private final PrintWriter err;
  private final LongSupplier clock;
  private final TimeLeft left;
  private final RepeatedWarnings repeated = new RepeatedWarnings();
  private String place = "";
  private long last;

  LineProgress(PrintWriter err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
    this.last = clock.getAsLong();
    this.left = new TimeLeft(clock);
  }

  @Override
  public void preparing(double fraction, String what) {
    occasionally(percent(fraction) + " " + what);
  }

  @Override
  public void jobsToRun(List<JobKey> jobs) {
    left.toRun(jobs);
  }

  @Override
  public void jobStarted(JobKey job, int index, int total) {
    left.started(job);
    place = "[%d/%d] ".formatted(index, total);
    last = clock.getAsLong();
    println(place + job);
  }

  @Override
  public void jobStretch(JobKey job, Stretch stretch, long done) {
    left.stretch(stretch, done);
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    left.progressed(fraction);
    occasionally(place + job + " " + percent(fraction) + " " + what + left());
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    left.ended(job, state, time);
    println(ended(place, job, state, time, headline) + left());
    last = clock.getAsLong();
  }

  @Override
  public void following(int ended, int total, List<RunningView> running, String workers) {
    place = "";
    occasionally(
        "%d of %d jobs have ended; %s%s%s"
            .formatted(ended, total, workers, shown(running), left(running.size())));
  }

  static String shown(List<RunningView> running) {
    return running.stream()
            .limit(SHOWN)
            .map(view -> "; " + view.job() + " " + percent(view.share()).strip())
            .collect(Collectors.joining())
        + (running.size() > SHOWN ? " and %d more".formatted(running.size() - SHOWN) : "");
  }

  private String left(int running) {
    return left.shared(running)
        .map(time -> "; about " + TimeEstimate.shown(time) + " left")
        .orElse("");
  }

  @Override
  public void warning(String sentence) {
    println("warning: " + sentence);
  }

  @Override
  public void jobWarning(JobKey job, String sentence) {
    repeated.first(job, sentence).ifPresent(this::warning);
  }

  @Override
  public void close() {
    repeated.rest().forEach(this::warning);
  }

  private String left() {
    return left.now()
        .filter(time -> !time.isZero())
        .map(time -> "; about " + TimeEstimate.shown(time) + " left")
        .orElse("");
  }

  private void occasionally(String line) {
    long now = clock.getAsLong();
    if (now - last >= PAUSE_NANOS) {
      last = now;
      println(line);
    }
  }

  private void println(String line) {
    err.println(Terminal.oneLine(line));
  }

  static String ended(String place, JobKey job, JobState state, Duration time, String headline) {
    return "%s%s %s in %s%s"
        .formatted(
            place,
            job,
            state.label(),
            TimeEstimate.shown(time),
            headline.isEmpty() ? "" : ": " + headline);
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%3.0f %%", 100 * Math.max(0, Math.min(1, fraction)));
  }
}
