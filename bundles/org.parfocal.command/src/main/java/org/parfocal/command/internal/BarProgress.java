package org.parfocal.command.internal;

import java.io.PrintWriter;
import java.time.Duration;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.text.Printable;

/** One line that is redrawn; final results scroll up above it. */
final class BarProgress implements Progress {
  private static final int BAR = 24;
  private static final int WIDTH = 100;
  private static final long PAUSE_NANOS = 100_000_000L;
  private static final String CLEAR_LINE = "\r\u001B[K";

  private final PrintWriter err;
  private String place = "";
  private long drawn;

  BarProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void preparing(double fraction, String what) {
    draw(fraction, what);
  }

  @Override
  public void jobStarted(JobKey job, int index, int total) {
    place = "[%d/%d] ".formatted(index, total);
    drawn = 0;
    draw(0, place + job);
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    draw(fraction, place + job + ": " + what);
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    line(LineProgress.ended(place, job, state, time, headline));
  }

  @Override
  public void warning(String sentence) {
    line("warning: " + sentence);
  }

  @Override
  public void close() {
    err.print(CLEAR_LINE);
    err.flush();
  }

  private void line(String text) {
    err.print(CLEAR_LINE);
    err.println(Printable.of(Terminal.oneLine(text)));
    drawn = 0;
  }

  private void draw(double fraction, String text) {
    long now = System.nanoTime();
    if (drawn != 0 && now - drawn < PAUSE_NANOS && fraction < 1) {
      return;
    }
    drawn = now;
    int full = (int) Math.round(BAR * Math.max(0, Math.min(1, fraction)));
    String bar = "█".repeat(full) + "░".repeat(BAR - full);
    String line =
        Printable.of(
            Terminal.oneLine("%s %s %s".formatted(bar, LineProgress.percent(fraction), text)));
    err.print(CLEAR_LINE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
    err.flush();
  }
}
