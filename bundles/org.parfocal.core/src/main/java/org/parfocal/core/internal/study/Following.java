package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.PluginException;
import org.parfocal.api.Workers.Lost;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.RunningView;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.ClaimNote;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/** Looks at the jobs that other processes run, in the study's folder alone. */
public final class Following {
  /** Between two looks at the jobs of other processes. */
  static final Duration LOOK = Duration.ofMillis(500);

  /** A job in which so many workers were lost has failed. */
  private static final int MANY_LOSSES = 3;

  private final Disk disk;
  private final Claims claims;
  private final Map<JobKey, Integer> losses = new HashMap<>();
  private final Map<JobKey, String> givenUp = new HashMap<>();
  private int lostWithoutJob;

  /** Looks at nothing yet. */
  public Following(Disk disk, Claims claims) {
    this.disk = disk;
    this.claims = claims;
  }

  /** The record of a job that has ended; empty if it has not. */
  Optional<JobRecord> ended(PlannedJob job) {
    try {
      Optional<JobRecord> record =
          new JobFolder(disk, job.directory())
              .record()
              .filter(found -> found.identity().equals(job.identity()))
              .filter(found -> found.state().isFinal());
      if (record.isPresent()) {
        lostWithoutJob = 0;
        return record;
      }
    } catch (IOException e) {
      return Optional.empty(); // damaged; a worker makes it anew
    }
    String why = givenUp.get(job.key());
    return why == null ? Optional.empty() : failed(job, why);
  }

  /**
   * A job has failed: at once, before another worker begins it, or when that one has it no more.
   */
  void giveUp(PlannedJob job, String why) {
    if (failed(job, why).isEmpty()) {
      givenUp.put(job.key(), why);
    }
  }

  /** How far a job is; empty if nobody works on it. */
  public Optional<RunningView> running(PlannedJob job) {
    return claimed(job)
        .map(note -> new RunningView(job.key(), note.holder(), note.share(), note.what()));
  }

  /** What a claim says whose holder is not known to be gone. */
  Optional<ClaimNote> claimed(PlannedJob job) {
    return claim(job).filter(found -> found.state() != State.STALE).map(Found::note);
  }

  private Optional<Found> claim(PlannedJob job) {
    try {
      return Files.isDirectory(JobAttempts.folder(job.directory()))
          ? claims.found(JobAttempts.folder(job.directory()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Workers were lost: the jobs that they had are begun again by others, or have failed.
   *
   * @return what the user should read
   * @throws PluginException if workers end before they have any job
   */
  List<String> lost(List<Lost> workers, List<PlannedJob> open) {
    List<String> sentences = new ArrayList<>();
    for (Lost worker : workers) {
      List<PlannedJob> had = open.stream().filter(job -> had(job, worker.worker())).toList();
      if (had.isEmpty() && ++lostWithoutJob >= MANY_LOSSES) {
        throw new PluginException(
            "Worker %s ended before it had a job, as others did before, because %s."
                .formatted(worker.worker(), worker.reason()));
      }
      for (PlannedJob job : had) {
        int count = losses.merge(job.key(), 1, Integer::sum);
        if (count >= MANY_LOSSES) {
          giveUp(
              job,
              "%d workers ended while they ran this job, the last one because %s"
                  .formatted(count, worker.reason()));
        } else {
          sentences.add(
              "Worker %s ended while it ran job %s, because %s; the job is begun again."
                  .formatted(worker.worker(), job.key(), worker.reason()));
        }
      }
    }
    return sentences;
  }

  private boolean had(PlannedJob job, String worker) {
    try {
      return claims.notes(JobAttempts.folder(job.directory())).stream()
          .map(ClaimNote::worker)
          .anyMatch(worker::equals);
    } catch (IOException e) {
      return false;
    }
  }

  /** Records that a job failed; empty as long as another worker has it. */
  private Optional<JobRecord> failed(PlannedJob job, String why) {
    return underClaim(
        job,
        claim -> {
          JobAttempts attempts = new JobAttempts(disk, job.directory());
          Optional<JobRecord> last = JobStatus.of(disk, job).own();
          if (last.isEmpty()) {
            return Optional.empty();
          }
          JobFolder folder = attempts.begin(claim.number(), true);
          JobRecord failed =
              last.get().ended(JobState.FAILED, JobRunner.now(), 0, why, "", List.of());
          folder.write(failed);
          givenUp.remove(job.key());
          losses.remove(job.key());
          return attempts.publish(folder) ? Optional.of(failed) : Optional.empty();
        });
  }

  /**
   * Makes what a worker brought back the job's result.
   *
   * @param brought a folder with the job's record and files, which is moved
   * @return false as long as another worker has the job
   */
  boolean publish(PlannedJob job, JobFolder brought) {
    return underClaim(
            job,
            claim -> {
              JobAttempts attempts = new JobAttempts(disk, job.directory());
              JobFolder attempt = attempts.begin(claim.number(), false);
              disk.remove(attempt.directory());
              disk.rename(brought.directory(), attempt.directory());
              return attempts.publish(attempt) ? JobStatus.of(disk, job).own() : Optional.empty();
            })
        .isPresent();
  }

  /** Whether somebody made a failed job one that is run again. */
  boolean reopened(PlannedJob job) {
    try {
      return new JobFolder(disk, job.directory())
          .record()
          .filter(found -> found.state() == JobState.INTERRUPTED)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a job that ended one that workers begin again. */
  public void reopen(PlannedJob job, JobRecord record, String why) {
    underClaim(
        job,
        claim -> {
          new JobFolder(disk, job.directory())
              .write(
                  record
                      .begun(0, record.started(), record.environment())
                      .ended(JobState.INTERRUPTED, JobRunner.now(), 0, why, "", List.of()));
          return Optional.empty();
        });
  }

  private interface Held {
    Optional<JobRecord> with(Claim claim);
  }

  private Optional<JobRecord> underClaim(PlannedJob job, Held held) {
    try {
      Optional<Claim> taken = claims.take(JobAttempts.folder(job.directory()));
      if (taken.isEmpty()) {
        return Optional.empty();
      }
      try (Claim claim = taken.get()) {
        return held.with(claim);
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(JobAttempts.folder(job.directory()), e);
    }
  }
}
