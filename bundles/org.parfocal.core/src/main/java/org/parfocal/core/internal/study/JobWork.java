package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.RunOption;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.study.JobDecision.Action;

/**
 * The one call that every worker makes, wherever it runs: claim a job, run it, publish its result,
 * give the claim up. It may be made any number of times, by any number of processes at once: a job
 * is done once, and what is done is not done again.
 */
final class JobWork {
  private final Disk disk;
  private final StudyPlan plan;
  private final JobRunner runner;
  private final Claims claims;
  private final Set<RunOption> options;
  private final Consumer<String> warn;
  private final ClaimProgress progress;
  private final Set<String> differences = new HashSet<>();

  /**
   * How a job ended.
   *
   * @param record DONE, or FAILED
   * @param here whether this call ran it
   */
  record Ended(JobRecord record, boolean here) {}

  /**
   * Works on the jobs of a plan.
   *
   * @param runner which tells {@code progress}
   * @param warn is told what the user should read
   */
  JobWork(
      Disk disk,
      StudyPlan plan,
      JobRunner runner,
      Claims claims,
      Set<RunOption> options,
      Consumer<String> warn,
      ClaimProgress progress) {
    this.disk = disk;
    this.plan = plan;
    this.runner = runner;
    this.claims = claims;
    this.options = options;
    this.warn = warn;
    this.progress = progress;
  }

  /**
   * Makes sure that a job has ended.
   *
   * @param begins is told when an attempt begins
   * @return how; empty if another process works on it
   * @throws CancellationException if the user stopped it
   * @throws OutputException if its folder cannot be written
   * @throws PluginException if the engine does not start
   */
  Optional<Ended> run(PlannedJob job, Runnable begins) {
    disk.createDirectories(job.directory().resolveSibling(""));
    try {
      Optional<Claim> taken = claims.take(JobAttempts.folder(job.directory()));
      if (taken.isEmpty()) {
        return Optional.empty();
      }
      try (Claim claim = taken.get()) {
        return held(job, claim, begins);
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(JobAttempts.folder(job.directory()), e);
    }
  }

  private Optional<Ended> held(PlannedJob job, Claim claim, Runnable begins) {
    JobAttempts attempts = new JobAttempts(disk, job.directory());
    JobStatus status = JobStatus.of(disk, job);
    if (status.foreign()) {
      status = exchanged(job, status, attempts);
    }
    JobDecision decision = JobDecision.of(status, options);
    if (decision.action() != Action.RUN) {
      attempts.clear();
      return status.own().map(record -> new Ended(record, false));
    }
    Optional<JobRecord> before = status.own();
    if (before.isPresent()
        && unpublished(status)
        && publish(attempts.last().orElseThrow(), job, claim)) {
      return before.map(record -> new Ended(record, false));
    }
    begins.run();
    JobRecord record =
        before.orElseGet(
            () ->
                JobRecord.planned(
                    job.key(), job.identity(), plan.data(job.key().variant()).dataset().classes()));
    JobFolder attempt = attempts.begin(claim.number(), record.attempts() > 0);
    return attempt(job, attempt, record, decision.crashes(), claim);
  }

  /** Finished, and killed before anybody was told. */
  private static boolean unpublished(JobStatus status) {
    return status.job().state() == JobState.RUNNING
        && status.own().filter(record -> record.state() == JobState.DONE).isPresent();
  }

  private JobStatus exchanged(PlannedJob job, JobStatus status, JobAttempts attempts) {
    JobRecord foreign = status.own().isPresent() ? null : status.record();
    if (foreign != null && Files.isDirectory(job.directory())) {
      JobFolder folder = new JobFolder(disk, job.directory());
      folder.keepAside(foreign.identity());
      warnOfAnother(job, job.identity().differenceFrom(foreign.identity()));
    }
    attempts.clear();
    new JobFolder(disk, job.directory()).takeBack(job.identity());
    return JobStatus.of(disk, job);
  }

  /** Once for each reason: it is most often that of every job. */
  private void warnOfAnother(PlannedJob job, String difference) {
    if (differences.add(difference)) {
      warn.accept(
          "Job %s is run again because %s, and so are the other jobs that this concerns; former results are kept beside the new ones."
              .formatted(job.key(), difference));
    }
  }

  private Optional<Ended> attempt(
      PlannedJob job, JobFolder folder, JobRecord before, int crashes, Claim claim) {
    claim.interruptWhenLost(Thread.currentThread());
    progress.of(claim);
    try {
      JobRecord record = runner.run(job, folder, before, crashes);
      return publish(folder, job, claim) ? Optional.of(new Ended(record, true)) : Optional.empty();
    } catch (CancellationException | OutputException | PluginException e) {
      if (!claim.holds()) {
        // Another process took the job over while this one stood still, and its attempt counts.
        return Optional.empty();
      }
      recorded(folder, job, claim, e);
      throw e;
    } finally {
      progress.of(null);
      if (claim.worked()) {
        Thread.interrupted();
      }
      if (!claim.holds() && Files.isDirectory(folder.directory())) {
        disk.remove(folder.directory());
      }
    }
  }

  private void recorded(JobFolder folder, PlannedJob job, Claim claim, RuntimeException cause) {
    try {
      publish(folder, job, claim);
    } catch (OutputException e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * Makes an attempt the job's result.
   *
   * @return false if another process has the job, or has done it
   */
  private boolean publish(JobFolder attempt, PlannedJob job, Claim claim) {
    JobAttempts attempts = new JobAttempts(disk, job.directory());
    while (claim.holds()) {
      if (attempts.publish(attempt)) {
        return true;
      }
      if (JobStatus.of(disk, job).job().state() == JobState.DONE) {
        return false;
      }
      // Somebody who lost the claim has just recorded there that it was stopped.
      disk.remove(job.directory());
    }
    return false;
  }
}
