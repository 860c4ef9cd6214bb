package org.parfocal.core.internal.study;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.OutputException;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * Where the jobs of a study stand while it runs, and the results of those that have ended, whoever
 * runs them. Jobs are named by their place in the plan.
 */
final class StudyProgress {
  private static final int SELDOM = 20;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final ProgressListener listener;
  private final StudyScores scores;
  private final List<PlannedJob> jobs;
  private final NavigableSet<Integer> open = new TreeSet<>();
  private final NavigableSet<Integer> failed = new TreeSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private StoredPlan stored;
  private @Nullable StudyResult result;
  private boolean changed;
  private long written;
  private long writing;

  StudyProgress(Disk disk, WrittenPlan written, StudyParts parts, ProgressListener listener) {
    this.disk = disk;
    this.plan = written.plan();
    this.stored = written.stored();
    this.parts = parts;
    this.listener = listener;
    KnownScores known = KnownScores.of(CacheFolder.path(), plan.study().directory());
    this.scores = new StudyScores(disk, plan.study(), stored, parts, known);
    this.jobs = new ArrayList<>(plan.jobs());
  }

  /**
   * Takes over what stands on the disk.
   *
   * @param begunAgain is told of each job that is to be run
   */
  void take(Set<RunOption> options, Consumer<JobStatus> begunAgain) {
    for (int index = 0; index < jobs.size(); index++) {
      JobStatus status = JobStatus.of(disk, jobs.get(index));
      if (!status.trouble().isEmpty()) {
        warn(status.trouble());
      }
      JobDecision decision = JobDecision.of(status, options);
      jobs.set(index, status.job());
      switch (decision.action()) {
        case KEEP -> keep(status, index);
        case LEAVE_FAILED -> {
          failed.add(index);
          warn(
              "Job %s failed before (%s); --retry-failed runs it again."
                  .formatted(status.job().key(), status.job().message()));
        }
        case RUN -> {
          open.add(index);
          warnOfCrashes(status.job().key(), decision.crashes());
          begunAgain.accept(status);
        }
      }
    }
    listener.jobsToRun(openJobs().stream().map(PlannedJob::key).toList());
  }

  private void keep(JobStatus status, int index) {
    listener.preparing((index + 1.0) / jobs.size(), "scoring finished jobs");
    status.own().ifPresent(record -> score(status.job(), record));
  }

  private void warnOfCrashes(JobKey job, int crashes) {
    if (crashes >= JobDecision.MANY_CRASHES) {
      warn(
          "Job %s was begun %d times, and each time the process ended while it ran; it is begun again."
              .formatted(job, crashes));
    }
  }

  int size() {
    return jobs.size();
  }

  PlannedJob job(int index) {
    return jobs.get(index);
  }

  /** The jobs that have not ended, as they are now. */
  List<Integer> open() {
    return List.copyOf(open);
  }

  /** The same jobs themselves. */
  List<PlannedJob> openJobs() {
    return open.stream().map(jobs::get).toList();
  }

  /** Takes up the failed jobs that somebody asked for once more. */
  void takeUp(Predicate<PlannedJob> reopened) {
    failed.stream().filter(index -> reopened.test(jobs.get(index))).forEach(open::add);
    failed.removeAll(open);
  }

  /**
   * The job with the plugins that serve it now: one may have been replaced since it was planned.
   */
  PlannedJob served(int index) {
    PlannedJob job = jobs.get(index);
    JobIdentity now =
        new JobIdentity(
            job.identity().settings(), parts.bundles(plan.variant(job.key().variant())));
    if (!now.equals(job.identity())) {
      job =
          new PlannedJob(
              job.key(), now, job.directory(), job.state(), job.attempts(), job.message());
      jobs.set(index, job);
      stored = stored.with(job);
      StudyFiles.write(disk, plan, stored);
    }
    return job;
  }

  /**
   * Scores a job that ended.
   *
   * @param told whether the listener is told of it, because it ran just now
   */
  void ended(int index, JobRecord record, boolean told) {
    changed();
    open.remove(index);
    if (record.state() == JobState.FAILED) {
      failed.add(index);
    }
    PlannedJob job = jobs.get(index).with(record.state(), record.attempts(), record.message());
    jobs.set(index, job);
    String headline =
        record.state() == JobState.DONE
            ? Headline.of(score(job, record), scores.columns())
            : record.message();
    if (told) {
      listener.jobEnded(job.key(), record.state(), record.time(), headline);
    }
  }

  /** Records that a job was stopped. */
  void stopped(int index, RuntimeException cause) {
    PlannedJob job = jobs.get(index);
    String message =
        cause instanceof CancellationException ? "stopped" : String.valueOf(cause.getMessage());
    JobStatus status = JobStatus.of(disk, job);
    Duration time = status.own().map(JobRecord::time).orElse(Duration.ZERO);
    jobs.set(index, job.with(JobState.INTERRUPTED, status.job().attempts(), message));
    listener.jobEnded(job.key(), JobState.INTERRUPTED, time, message);
    writeStopped(cause);
  }

  /** Records where the jobs of others stand when the run is stopped. */
  void left(RuntimeException cause) {
    open.forEach(index -> jobs.set(index, JobStatus.of(disk, jobs.get(index)).job()));
    writeStopped(cause);
  }

  private void writeStopped(RuntimeException cause) {
    try {
      // The user waits: what scores whole variants is left to the next run.
      results(Set.copyOf(stored.variants()));
    } catch (OutputException alsoUnwritable) {
      cause.addSuppressed(alsoUnwritable);
    }
  }

  private List<ScoreRow> score(PlannedJob job, JobRecord record) {
    try {
      return scores.add(record, new StoredPlan.StoredJob(job.key(), job.identity()));
    } catch (IOException e) {
      throw new OutputException(
          "The predictions of job %s cannot be read (%s); run the study again."
              .formatted(record.key(), e.getMessage()),
          e);
    }
  }

  StudyResult stoppedAtFirstFailure() {
    warn("Stopped at the first failed job, because of --fail-fast.");
    open.clear();
    changed();
    return write();
  }

  /**
   * Writes the results anew: after each job, but so seldom that it takes a twentieth of the time at
   * most, since it takes the longer the more jobs there are.
   */
  void writeSeldom() {
    if (changed && System.nanoTime() - written >= SELDOM * writing) {
      StudyResult next = written();
      if (open.isEmpty()) {
        result = next; // others are only memory: a row for each score of each job
      }
    }
  }

  /** Writes the results as they are now. */
  StudyResult write() {
    StudyResult last = result;
    if (last == null) {
      last = written();
      result = last;
    }
    return last;
  }

  private StudyResult written() {
    long start = System.nanoTime();
    StudyResult next =
        results(
            openJobs().stream()
                .map(job -> job.key().variant())
                .collect(Collectors.toUnmodifiableSet()));
    changed = false;
    written = System.nanoTime();
    writing = written - start;
    return next;
  }

  private void changed() {
    changed = true;
    result = null;
  }

  private StudyResult results(Set<String> unfinished) {
    return scores.results(jobs, unfinished, warnings);
  }

  void warn(String sentence) {
    if (warnings.add(sentence)) {
      listener.warning(sentence);
    }
  }
}
