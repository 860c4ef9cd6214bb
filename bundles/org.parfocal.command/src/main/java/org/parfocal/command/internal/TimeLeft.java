package org.parfocal.command.internal;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.JobTimes;

/**
 * How long a run will go on: jobs take as long as those of the same variant that ended, else as
 * those of any, else as the job in hand will by its progress.
 */
final class TimeLeft {
  /** Share of a job from which its pace says something. */
  private static final double ENOUGH = 0.05;

  private final LongSupplier clock;
  private final Set<JobKey> waiting = new HashSet<>();
  private final Map<String, Integer> waitingByVariant = new LinkedHashMap<>();
  private final Map<String, DoubleSummaryStatistics> seconds = new HashMap<>();
  private final DoubleSummaryStatistics all = new DoubleSummaryStatistics();
  private JobTimes times = new JobTimes(0);
  private long started;
  private long marked;
  private double fraction;
  private String variant = "";

  /**
   * Begins with no jobs.
   *
   * @param clock in nanoseconds
   */
  TimeLeft(LongSupplier clock) {
    this.clock = clock;
  }

  /** These jobs are to run. */
  void toRun(List<JobKey> jobs) {
    waiting.clear();
    waitingByVariant.clear();
    waiting.addAll(jobs);
    waiting.forEach(job -> waitingByVariant.merge(job.variant(), 1, Integer::sum));
  }

  /** A job begins. */
  void started(JobKey job) {
    remove(job);
    variant = job.variant();
    started = clock.getAsLong();
    times = new JobTimes(started);
    fraction = 0;
  }

  /** The job in hand is so far in a stretch of its work. */
  void stretch(Stretch stretch, long done) {
    marked = clock.getAsLong();
    times.mark(stretch, done, marked);
  }

  /** The job in hand is done to this share. */
  void progressed(double share) {
    fraction = share;
  }

  /** A job ended; what failed tells nothing of the others. */
  void ended(JobKey job, JobState state, Duration time) {
    remove(job);
    variant = "";
    if (state == JobState.DONE) {
      double taken = time.toMillis() / 1000.0;
      all.accept(taken);
      seconds.computeIfAbsent(job.variant(), key -> new DoubleSummaryStatistics()).accept(taken);
    }
  }

  private void remove(JobKey job) {
    if (waiting.remove(job)) {
      waitingByVariant.merge(job.variant(), -1, Integer::sum);
    }
  }

  /**
   * Where so many jobs run at once elsewhere, how long until all have ended: what is left of them
   * is not told, so half of each is taken. Empty as long as none has ended.
   */
  Optional<Duration> shared(int running) {
    double left = 0;
    for (Map.Entry<String, Integer> jobs : waitingByVariant.entrySet()) {
      OptionalDouble whole = expected(jobs.getKey());
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      left += jobs.getValue() * whole.getAsDouble();
    }
    double begun = waiting.isEmpty() ? 0 : left / waiting.size() * running / 2;
    return Optional.of(Duration.ofMillis(Math.round(1000 * (left - begun) / Math.max(1, running))));
  }

  /** Empty as long as nothing can be said. */
  Optional<Duration> now() {
    double elapsed = (clock.getAsLong() - started) / 1e9;
    OptionalDouble byPace =
        !variant.isEmpty() && fraction >= ENOUGH
            ? OptionalDouble.of(byPace(elapsed))
            : OptionalDouble.empty();
    double left = 0;
    if (!variant.isEmpty()) {
      OptionalDouble whole = byPace.isPresent() ? byPace : expected(variant);
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      left += Math.max(0, whole.getAsDouble() - elapsed);
    }
    for (Map.Entry<String, Integer> jobs : waitingByVariant.entrySet()) {
      OptionalDouble whole = expected(jobs.getKey());
      if (jobs.getValue() > 0 && whole.isEmpty() && byPace.isEmpty()) {
        return Optional.empty();
      }
      left += jobs.getValue() * whole.orElseGet(() -> byPace.orElse(0) - times.spentForAll());
    }
    return Optional.of(Duration.ofMillis(Math.round(1000 * left)));
  }

  /** By the stretches of the job's work, which may be of several paces; else by the share done. */
  private double byPace(double elapsed) {
    OptionalDouble left = times.left();
    return left.isPresent()
        ? (marked - started) / 1e9 + left.getAsDouble()
        : elapsed / Math.min(1, fraction);
  }

  private OptionalDouble expected(String ofVariant) {
    DoubleSummaryStatistics of = seconds.getOrDefault(ofVariant, all);
    return of.getCount() == 0 ? OptionalDouble.empty() : OptionalDouble.of(of.getAverage());
  }
}
