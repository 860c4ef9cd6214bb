package org.parfocal.command.internal;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobTimes;

/** Work on items one after another: how many are done, and how long the others will take. */
final class TimeOfItems {
  private final String work;
  private final LongSupplier clock;
  private final JobTimes times;

  /**
   * Begins.
   *
   * @param work what is done to an item, for example {@code embedding}
   * @param clock in nanoseconds
   */
  TimeOfItems(String work, LongSupplier clock) {
    this.work = work;
    this.clock = clock;
    this.times = new JobTimes(clock.getAsLong());
  }

  /** Says it; the time left by the pace at which items became done since the first call. */
  String told(int done, int total) {
    String what = "%s %d of %d".formatted(work, done, total);
    if (done >= total) {
      return what;
    }
    times.mark(new Stretch(work, total), done, clock.getAsLong());
    return times.left().isEmpty()
        ? what
        : what
            + ", about "
            + TimeEstimate.shown(Duration.ofMillis(Math.round(1000 * times.left().getAsDouble())))
            + " left";
  }
}
