package org.parfocal.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.parfocal.api.Stretch;

/**
 * The time that a job spends on each {@link Stretch} of its work, and what all of the stretch takes
 * at this pace. The pace is that of the later half of the time: the first steps also start what is
 * needed for them.
 */
public final class JobTimes {
  private static final double NANOS = 1e9;

  private final Map<String, Seen> stretches = new LinkedHashMap<>();
  private final long begin;
  private long last;

  /** Begins at a time in nanoseconds. */
  public JobTimes(long now) {
    begin = now;
    last = now;
  }

  /** Steps of a stretch, each entry together with the time that it took. */
  private static final class Seen {
    final List<Long> steps = new ArrayList<>();
    final List<Double> seconds = new ArrayList<>();
    Stretch stretch;
    final long first;
    long done;

    Seen(Stretch stretch, long first) {
      this.stretch = stretch;
      this.first = first;
      this.done = first;
    }

    double spent() {
      return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    OptionalDouble pace() {
      double time = 0;
      long count = 0;
      double half = spent() / 2;
      for (int index = steps.size() - 1; index >= 0 && (count == 0 || time < half); index--) {
        time += seconds.get(index);
        count += steps.get(index);
      }
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(time / count);
    }
  }

  /**
   * A stretch as far as it was seen.
   *
   * @param stretch of the job
   * @param spent seconds
   * @param reports how often steps were told
   * @param whole seconds that all of its steps take
   */
  public record StretchTime(Stretch stretch, double spent, int reports, double whole) {}

  /**
   * Steps of a stretch are done.
   *
   * @param done in all; the first call says where it begins
   * @param now in nanoseconds
   */
  public void mark(Stretch stretch, long done, long now) {
    Seen seen = stretches.get(stretch.name());
    if (seen == null) {
      stretches.put(stretch.name(), new Seen(stretch, done));
      last = now;
      return;
    }
    seen.stretch = stretch;
    if (done > seen.done) {
      seen.steps.add(done - seen.done);
      seen.seconds.add((now - last) / NANOS);
      last = now;
    }
    seen.done = done;
  }

  /** What was seen of a stretch. */
  public StretchTime of(Stretch stretch) {
    return time(stretches.computeIfAbsent(stretch.name(), name -> new Seen(stretch, 0)));
  }

  /** In the order in which they began, those of which a step was seen. */
  public List<StretchTime> stretches() {
    return stretches.values().stream()
        .filter(seen -> !seen.steps.isEmpty())
        .map(JobTimes::time)
        .toList();
  }

  /** Seconds that the job took beside its stretches. */
  public double rest(long end) {
    return (end - begin) / NANOS - stretches.values().stream().mapToDouble(Seen::spent).sum();
  }

  /**
   * Seconds that the stretches begun will take from now on, at their pace; empty before the job's
   * own work begins, of which nobody knows yet how long it is.
   */
  public OptionalDouble left() {
    boolean own =
        stretches.values().stream()
            .anyMatch(seen -> seen.stretch.use() == Stretch.Use.JOB && !seen.steps.isEmpty());
    return own
        ? OptionalDouble.of(stretches.values().stream().mapToDouble(JobTimes::left).sum())
        : OptionalDouble.empty();
  }

  /** Seconds spent on what other jobs of the study will not have to do. */
  public double spentForAll() {
    return stretches.values().stream()
        .filter(seen -> seen.stretch.use() == Stretch.Use.IMAGES)
        .mapToDouble(Seen::spent)
        .sum();
  }

  private static double left(Seen seen) {
    return (seen.stretch.steps() - seen.done) * seen.pace().orElse(0);
  }

  private static StretchTime time(Seen seen) {
    double whole = (seen.stretch.steps() - seen.first) * seen.pace().orElse(0);
    return new StretchTime(seen.stretch, seen.spent(), seen.steps.size(), whole);
  }
}
