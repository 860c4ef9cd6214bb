package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.core.CacheBound;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOptions;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StudyLock;
import org.parfocal.core.internal.study.JobDecision.Action;

/**
 * One run of a study: read, split, read every image, then job after job; results are written anew
 * after each.
 */
public final class StudyRun {
  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final RunOptions options;
  private final ProgressListener listener;
  private final JobRunner runner;
  private final StudyScores scores;
  private final List<PlannedJob> jobs;
  private final Set<String> warnings = new LinkedHashSet<>();
  private StoredPlan stored;

  private StudyRun(
      Disk disk,
      StudyPlan plan,
      StoredPlan stored,
      StudyParts parts,
      PixelGuard guard,
      RunOptions options,
      ProgressListener listener) {
    this.disk = disk;
    this.plan = plan;
    this.stored = stored;
    this.parts = parts;
    this.options = options;
    this.listener = listener;
    this.runner = new JobRunner(disk, plan, parts, guard, listener);
    Path directory = plan.study().directory();
    KnownScores known = KnownScores.of(CacheFolder.path(), directory);
    this.scores = new StudyScores(disk, plan.study(), stored, parts, known);
    this.jobs = new ArrayList<>(plan.jobs());
  }

  /** Runs what is to be run. */
  public static StudyResult of(
      Disk disk, Study study, StudyParts parts, RunOptions options, ProgressListener listener) {
    try {
      listener.preparing(0, "reading the index");
      PixelGuard guard = new PixelGuard();
      List<StudyData> data = Planner.data(study, parts, guard, options.checkContent(), listener);
      disk.createDirectories(study.directory());
      try (StudyLock lock = StudyLock.take(study.directory())) {
        disk.removeUnfinished(study.directory());
        CacheBound.ofUser().keep(Instant.now());
        Map<String, List<Unreadable>> skipped =
            Preparation.leftOut(disk, study, parts, data, options, listener);
        StudyPlan plan = Planner.jobs(study, parts, data, skipped);
        StoredPlan stored = StoredPlan.of(plan, skipped);
        StudyFiles.write(disk, plan, stored);
        return new StudyRun(disk, plan, stored, parts, guard, options, listener).run();
      }
    } catch (ParfocalException e) {
      // Reading and locking are cut off by an interrupt too, and then say that they failed.
      if (Stopped.by(e)) {
        throw Stopped.exception();
      }
      throw e;
    }
  }

  private StudyResult run() {
    List<JobDecision> decisions = take();
    StudyResult result = results(unfinished(decisions, 0));
    listener.jobsToRun(
        IntStream.range(0, jobs.size())
            .filter(index -> decisions.get(index).action() == Action.RUN)
            .mapToObj(index -> jobs.get(index).key())
            .toList());
    for (int index = 0; index < jobs.size(); index++) {
      if (decisions.get(index).action() == Action.RUN) {
        boolean failed = run(index, decisions.get(index).crashes());
        result = results(unfinished(decisions, index + 1));
        if (failed && options.failFast()) {
          warn("Stopped at the first failed job, because of --fail-fast.");
          return results(Set.of());
        }
      }
    }
    return result;
  }

  /** Takes over what stands on the disk. */
  private List<JobDecision> take() {
    List<JobDecision> decisions = new ArrayList<>();
    for (int index = 0; index < jobs.size(); index++) {
      JobStatus status = JobStatus.of(disk, jobs.get(index));
      if (!status.trouble().isEmpty()) {
        warn(status.trouble());
      }
      JobDecision decision = JobDecision.of(status, options);
      decisions.add(decision);
      jobs.set(index, status.job());
      switch (decision.action()) {
        case KEEP -> keep(status, index);
        case LEAVE_FAILED ->
            warn(
                "Job %s failed before (%s); --retry-failed runs it again."
                    .formatted(status.job().key(), status.job().message()));
        case RUN -> warnOfCrashes(status.job().key(), decision.crashes());
      }
    }
    return decisions;
  }

  private void keep(JobStatus status, int index) {
    listener.preparing((index + 1.0) / jobs.size(), "scoring finished jobs");
    status.own().ifPresent(this::score);
  }

  private void warnOfCrashes(JobKey job, int crashes) {
    if (crashes >= JobDecision.MANY_CRASHES) {
      warn(
          "Job %s was begun %d times, and each time the process ended while it ran; it is begun again."
              .formatted(job, crashes));
    }
  }

  /** Runs a job; returns whether it failed. */
  private boolean run(int index, int crashes) {
    if (Stopped.by(null)) {
      throw Stopped.exception();
    }
    PlannedJob job = served(index);
    JobStatus status = JobStatus.of(disk, job);
    JobRecord foreign = status.foreign() ? status.record() : null;
    if (foreign != null) {
      boolean back =
          new JobFolder(disk, job.directory()).exchange(foreign.identity(), job.identity());
      warn(
          "Job %s is run again, because %s; the former result is kept beside it."
              .formatted(job.key(), job.identity().differenceFrom(foreign.identity())));
      status = JobStatus.of(disk, job);
      if (back && status.job().state() == JobState.DONE) {
        jobs.set(index, status.job());
        status.own().ifPresent(this::score);
        return false;
      }
    }
    listener.jobStarted(job.key(), index + 1, jobs.size());
    List<String> classes = plan.data(job.key().variant()).dataset().classes();
    JobRecord before =
        status.own().orElseGet(() -> JobRecord.planned(job.key(), job.identity(), classes));
    return run(index, before, crashes);
  }

  /**
   * The job with the plugins that serve it now: one may have been replaced since it was planned.
   */
  private PlannedJob served(int index) {
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

  private boolean run(int index, JobRecord before, int crashes) {
    PlannedJob job = jobs.get(index);
    long start = System.nanoTime();
    try {
      JobRecord record = runner.run(job, before, crashes);
      jobs.set(index, job.with(record.state(), record.attempts(), record.message()));
      String headline =
          record.state() == JobState.DONE
              ? Headline.of(score(record), scores.columns())
              : record.message();
      listener.jobEnded(job.key(), record.state(), since(start), headline);
      return record.state() == JobState.FAILED;
    } catch (CancellationException | OutputException | PluginException e) {
      int attempts = before.attempts() + 1;
      String message =
          e instanceof CancellationException ? "stopped" : String.valueOf(e.getMessage());
      jobs.set(index, job.with(JobState.INTERRUPTED, attempts, message));
      listener.jobEnded(job.key(), JobState.INTERRUPTED, since(start), message);
      try {
        // The user waits: what scores whole variants is left to the next run.
        results(Set.copyOf(stored.variants()));
      } catch (OutputException alsoUnwritable) {
        e.addSuppressed(alsoUnwritable);
      }
      throw e;
    }
  }

  private List<ScoreRow> score(JobRecord record) {
    try {
      return scores.add(record);
    } catch (IOException e) {
      throw new OutputException(
          "The predictions of job %s cannot be read (%s); run the study again."
              .formatted(record.key(), e.getMessage()),
          e);
    }
  }

  /** Variants with jobs to run from this one on. */
  private Set<String> unfinished(List<JobDecision> decisions, int from) {
    Set<String> variants = new HashSet<>();
    for (int index = from; index < jobs.size(); index++) {
      if (decisions.get(index).action() == Action.RUN) {
        variants.add(jobs.get(index).key().variant());
      }
    }
    return variants;
  }

  private StudyResult results(Set<String> unfinished) {
    return scores.results(jobs, unfinished, warnings);
  }

  private void warn(String sentence) {
    if (warnings.add(sentence)) {
      listener.warning(sentence);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
