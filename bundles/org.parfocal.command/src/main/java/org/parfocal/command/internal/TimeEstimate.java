package org.parfocal.command.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.StudyCost;

/** How long the open jobs of a plan will take, judged by those that are done. */
final class TimeEstimate {
  /** As many jobs tell what a thousand would, and plans of large studies stay quick. */
  private static final int MOST_RECORDS = 50;

  private static final long LARGEST_RECORD = 16 << 20;

  private TimeEstimate() {}

  /** The jobs that a run would take up. */
  static List<PlannedJob> open(List<PlannedJob> jobs) {
    return jobs.stream().filter(job -> !job.state().isFinal()).toList();
  }

  /**
   * Empty if nothing is open or nothing is done yet.
   *
   * @param workers that run jobs at once
   */
  static Optional<Duration> of(List<PlannedJob> jobs, int workers) {
    Map<String, List<PlannedJob>> open =
        open(jobs).stream().collect(Collectors.groupingBy(job -> job.key().variant()));
    OptionalDouble overall = open.isEmpty() ? OptionalDouble.empty() : mean(jobs, "");
    if (overall.isEmpty()) {
      return Optional.empty();
    }
    double seconds = 0;
    long count = 0;
    for (Map.Entry<String, List<PlannedJob>> each : open.entrySet()) {
      double one = mean(jobs, each.getKey()).orElse(overall.getAsDouble());
      seconds += one * each.getValue().size();
      count += each.getValue().size();
    }
    return Optional.of(
        Duration.ofMillis(Math.round(seconds * 1000 * StudyCost.rounds(count, workers))));
  }

  private static OptionalDouble mean(List<PlannedJob> jobs, String variant) {
    List<PlannedJob> done =
        jobs.stream()
            .filter(job -> job.state() == JobState.DONE)
            .filter(job -> variant.isEmpty() || job.key().variant().equals(variant))
            .toList();
    return StudyCost.some(done, MOST_RECORDS).stream()
        .flatMapToDouble(job -> seconds(job.directory().resolve("job.json")))
        .average();
  }

  private static DoubleStream seconds(Path record) {
    try (InputStream stream = Files.newInputStream(record)) {
      if (Files.size(record) > LARGEST_RECORD) {
        return DoubleStream.empty();
      }
      Map<String, Object> members = JSON.std.mapFrom(stream);
      return members.get("seconds") instanceof Number seconds
          ? DoubleStream.of(seconds.doubleValue())
          : DoubleStream.empty();
    } catch (IOException e) {
      // An estimate does without this one.
      return DoubleStream.empty();
    }
  }

  /** A time for people. */
  static String shown(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
