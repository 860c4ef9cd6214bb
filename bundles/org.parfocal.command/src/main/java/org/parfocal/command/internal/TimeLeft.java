package org.parfocal.command.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private final List<JobKey> waiting = new ArrayList<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
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
    waiting.addAll(jobs);
  }

  /** A job begins. */
  void started(JobKey job) {
    waiting.remove(job);
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
    variant = "";
    if (state == JobState.DONE) {
      seconds
          .computeIfAbsent(job.variant(), key -> new ArrayList<>())
          .add(time.toMillis() / 1000.0);
    }
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
    for (JobKey job : waiting) {
      OptionalDouble whole = expected(job.variant());
      if (whole.isEmpty() && byPace.isEmpty()) {
        return Optional.empty();
      }
      left += whole.orElseGet(() -> byPace.getAsDouble() - times.spentForAll());
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
    List<Double> own = seconds.getOrDefault(ofVariant, List.of());
    return (own.isEmpty() ? seconds.values().stream().flatMap(List::stream) : own.stream())
        .mapToDouble(Double::doubleValue)
        .average();
  }
}
