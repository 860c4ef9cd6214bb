package org.parfocal.command.internal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.parfocal.api.Printable;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.RunningView;

/**
 * A line for the job and one for the study, which are redrawn; final results scroll up above them.
 *
 * <p>The cursor rests where the first line begins, and lines are cut at the terminal's edge: so
 * what is erased before the next drawing is right however the terminal was resized meanwhile.
 */
final class BarProgress implements Progress {
  private static final int BAR = 20;

  /** The last column of an ordinary terminal is left free. */
  private static final int WIDTH = 79;

  private static final int SHORTEST_JOB = 16;
  private static final long PAUSE_NANOS = 100_000_000L;

  /**
   * From the second column on: what is erased from the upper left corner on is kept by tmux among
   * the lines that were scrolled away.
   */
  private static final String ERASE = "\r \u001B[J\r";

  private static final String CUT = "\u001B[?7l";
  private static final String WRAP = "\u001B[?7h";
  private static final String UP = "\u001B[1A\r";

  private final PrintWriter err;
  private final LongSupplier clock;
  private final TimeLeft left;
  private final RepeatedWarnings repeated = new RepeatedWarnings();
  private String place = "";
  private int index;
  private int total;
  private long drawn;

  /**
   * Draws nothing yet.
   *
   * @param clock in nanoseconds
   */
  BarProgress(PrintWriter err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
    this.left = new TimeLeft(clock);
  }

  @Override
  public void preparing(double fraction, String what) {
    draw(fraction, what, "");
  }

  @Override
  public void jobsToRun(List<JobKey> jobs) {
    left.toRun(jobs);
  }

  @Override
  public void jobStarted(JobKey job, int position, int of) {
    index = position;
    total = of;
    place = "[%d/%d] ".formatted(position, of);
    left.started(job);
    drawn = 0;
    draw(0, text(job.toString(), ""), study(0));
  }

  @Override
  public void jobStretch(JobKey job, Stretch stretch, long done) {
    left.stretch(stretch, done);
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    left.progressed(fraction);
    draw(fraction, text(job.toString(), what), study(fraction));
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    left.ended(job, state, time);
    line(LineProgress.ended(place, job, state, time, headline));
  }

  @Override
  public void following(int ended, int total, List<RunningView> running, String workers) {
    place = "";
    double share = running.stream().mapToDouble(RunningView::share).sum();
    String left =
        this.left
            .shared(running.size())
            .map(time -> ", about " + TimeEstimate.shown(time) + " left")
            .orElse("");
    draw(
        (ended + share) / total,
        "%d of %d jobs, %s%s".formatted(ended, total, workers, left),
        LineProgress.shown(running).replaceFirst("^; ", ""));
  }

  @Override
  public void warning(String sentence) {
    line("warning: " + sentence);
  }

  @Override
  public void jobWarning(JobKey job, String sentence) {
    repeated.first(job, sentence).ifPresent(this::warning);
  }

  @Override
  public void close() {
    repeated.rest().forEach(this::warning);
    err.print(ERASE);
    err.flush();
  }

  private void line(String text) {
    err.print(ERASE);
    err.println(Printable.of(Terminal.oneLine(text)));
    drawn = 0;
  }

  private String study(double fraction) {
    return bar((index - 1 + fraction) / total)
        + " job %d of %d".formatted(index, total)
        + left.now().map(time -> ", about " + TimeEstimate.shown(time) + " left").orElse("");
  }

  /** What happens stands in full, as far as it can; of the job's name the middle is left out. */
  private static String text(String job, String what) {
    int room = WIDTH - bar(0).length() - 1;
    if (what.isEmpty()) {
      return shortened(job, room);
    }
    return shortened(job, Math.max(SHORTEST_JOB, room - what.length() - 2)) + ": " + what;
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = (most - 1) / 2;
    return text.substring(0, most - 1 - end) + "…" + text.substring(text.length() - end);
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(BAR * Math.max(0, Math.min(1, fraction)));
    return "█".repeat(full) + "░".repeat(BAR - full) + " " + LineProgress.percent(fraction);
  }

  private void draw(double fraction, String text, String study) {
    long now = clock.getAsLong();
    if (drawn != 0 && now - drawn < PAUSE_NANOS && fraction < 1) {
      return;
    }
    drawn = now;
    String below = study.isEmpty() ? "" : "\r\n" + fitted(study) + UP;
    err.print(ERASE + CUT + fitted(bar(fraction) + " " + text) + below + WRAP + "\r");
    err.flush();
  }

  private static String fitted(String text) {
    String line = Printable.of(Terminal.oneLine(text));
    return line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
  }
}
