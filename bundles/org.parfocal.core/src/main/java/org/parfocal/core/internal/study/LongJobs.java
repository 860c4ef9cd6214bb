package org.parfocal.core.internal.study;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.parfocal.api.Workers;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.internal.claim.ClaimNote;

/**
 * Ends workers that have had one job for longer than the executor lets them. How long is measured
 * from when the claim was first seen, by this process alone.
 */
final class LongJobs {
  private final Workers workers;
  private final LongSupplier clock;

  /** By the claim's id, when it was seen first. */
  private Map<String, Long> since = new HashMap<>();

  /**
   * Has seen no job yet.
   *
   * @param clock in nanoseconds
   */
  LongJobs(Workers workers, LongSupplier clock) {
    this.workers = workers;
    this.clock = clock;
  }

  /** Looks at the jobs that have not ended; those whose workers are ended have failed. */
  void end(List<PlannedJob> open, Following following) {
    Optional<Duration> limit = workers.jobTime();
    if (limit.isEmpty()) {
      return;
    }
    Map<String, Long> seen = new HashMap<>();
    for (PlannedJob job : open) {
      Optional<ClaimNote> claim = following.claimed(job);
      if (claim.isPresent()) {
        long first = since.getOrDefault(claim.get().id(), clock.getAsLong());
        seen.put(claim.get().id(), first);
        if (clock.getAsLong() - first > limit.get().toNanos()
            && workers.end(claim.get().worker())) {
          following.giveUp(
              job,
              "it ran for longer than the %s of executor.job-time, and its worker was ended; raise that option before the job is run again"
                  .formatted(words(limit.get())));
        }
      }
    }
    since = seen;
  }

  private static String words(Duration limit) {
    return limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
