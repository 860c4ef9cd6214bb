package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers;
import org.parfocal.core.Delegation;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOptions;
import org.parfocal.core.RunningView;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StudyClaim;

/**
 * One run of a study: read, split, read every image, then job after job; results are written anew
 * after each.
 */
public final class StudyRun {
  /** What the claim on a study says of its run once its plan stands. */
  static final String RUNNING = "running";

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int SELDOM = 20;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final RunOptions options;
  private final ProgressListener listener;
  private final JobWork work;
  private final Following following;
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

  private StudyRun(
      Disk disk,
      WrittenPlan written,
      StudyParts parts,
      PixelGuard guard,
      Claims claims,
      RunOptions options,
      ProgressListener listener) {
    this.disk = disk;
    this.plan = written.plan();
    this.stored = written.stored();
    this.parts = parts;
    this.options = options;
    this.listener = listener;
    this.following = new Following(disk, claims);
    ClaimProgress progress = new ClaimProgress(listener);
    JobRunner runner = new JobRunner(disk, plan, parts, guard, progress);
    this.work = new JobWork(disk, plan, runner, claims, options, this::warn, progress);
    Path directory = plan.study().directory();
    KnownScores known = KnownScores.of(CacheFolder.path(), directory);
    this.scores = new StudyScores(disk, plan.study(), stored, parts, known);
    this.jobs = new ArrayList<>(plan.jobs());
  }

  /** Runs what is to be run. */
  public static StudyResult of(
      Disk disk,
      Study study,
      StudyParts parts,
      RunOptions options,
      Optional<Delegation> delegation,
      ProgressListener listener) {
    try {
      listener.preparing(0, "reading the index");
      PixelGuard guard = new PixelGuard();
      List<StudyData> data = Planner.data(study, parts, guard, options.checkContent(), listener);
      Planner.remarks(study, parts).forEach(listener::warning);
      disk.createDirectories(study.directory());
      try (Claims claims = new Claims("");
          Claim claim = StudyClaim.take(study.directory(), claims, listener)) {
        StopRequest.withdraw(study.directory());
        WrittenPlan written = WrittenPlan.of(disk, study, parts, data, options, listener);
        claim.progress(0, RUNNING);
        claim.beat();
        StopRequest.watch(study.directory(), claims);
        StudyRun run = new StudyRun(disk, written, parts, guard, claims, options, listener);
        run.take(delegation.isPresent());
        return delegation.isPresent() ? run.follow(delegation.get(), claim.id()) : run.run();
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
    write(true);
    while (!open.isEmpty()) {
      int before = open.size();
      for (int index : List.copyOf(open)) {
        Optional<JobState> ended = run(index);
        if (ended.isPresent()) {
          open.remove(index);
          if (ended.get() == JobState.FAILED && options.failFast()) {
            return stoppedAtFirstFailure();
          }
          write(false);
        }
      }
      if (open.size() == before) {
        Stopped.sleep(LOOK); // other processes work on all that is left
      }
      takeUpReopened();
    }
    return write(true);
  }

  private StudyResult stoppedAtFirstFailure() {
    warn("Stopped at the first failed job, because of --fail-fast.");
    open.clear();
    changed = true;
    return write(true);
  }

  /** Somebody may have asked for a failed job once more. */
  private void takeUpReopened() {
    failed.stream().filter(index -> following.reopened(jobs.get(index))).forEach(open::add);
    failed.removeAll(open);
  }

  /** Runs no job, and scores those that others end. */
  private StudyResult follow(Delegation delegation, String id) {
    StudyResult result = write(true);
    if (open.isEmpty()) {
      return result;
    }
    WorkOrder order =
        new WorkOrder(
            delegation.command(),
            id,
            delegation.directory(),
            plan.study().directory(),
            open.size(),
            delegation.detached());
    if (delegation.detached()) {
      delegation.executor().start(order);
      return result;
    }
    try (Workers workers = delegation.executor().start(order)) {
      while (!open.isEmpty()) {
        List<RunningView> running = new ArrayList<>();
        boolean anyFailed = look(running);
        if (anyFailed && options.failFast()) {
          return stoppedAtFirstFailure();
        }
        write(false);
        takeUpReopened();
        if (!open.isEmpty()) {
          List<PlannedJob> left = open.stream().map(jobs::get).toList();
          following.lost(workers.poll(open.size()), left).forEach(this::warn);
          listener.following(jobs.size() - open.size(), jobs.size(), running, workers.state());
          Stopped.sleep(LOOK);
        }
      }
    } catch (CancellationException | ParfocalException e) {
      left(e);
      throw e;
    }
    return write(true);
  }

  /** Scores what has ended since the last look; returns whether a job failed. */
  private boolean look(List<RunningView> running) {
    boolean failed = false;
    for (int index : List.copyOf(open)) {
      PlannedJob job = jobs.get(index);
      Optional<JobRecord> record = following.ended(job);
      if (record.isPresent()) {
        open.remove(index);
        long millis = Math.max(1, Math.round(1000 * record.get().seconds()));
        ended(index, record.get(), Duration.ofMillis(millis));
        failed |= record.get().state() == JobState.FAILED;
      } else {
        following.running(job).ifPresent(running::add);
      }
    }
    return failed;
  }

  /** Records where the jobs stand that were left when the run was stopped. */
  private void left(RuntimeException cause) {
    boolean stopped = Stopped.by(cause);
    try {
      open.forEach(index -> jobs.set(index, JobStatus.of(disk, jobs.get(index)).job()));
      results(Set.copyOf(stored.variants()));
    } catch (OutputException alsoUnwritable) {
      cause.addSuppressed(alsoUnwritable);
    }
    if (stopped && !(cause instanceof CancellationException)) {
      throw Stopped.exception();
    }
  }

  /**
   * Takes over what stands on the disk.
   *
   * @param delegated whether others run the jobs, who go by the jobs' records alone
   */
  private void take(boolean delegated) {
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
          if (delegated) {
            reopen(status);
          }
        }
      }
    }
    listener.jobsToRun(open.stream().map(index -> jobs.get(index).key()).toList());
  }

  private void reopen(JobStatus status) {
    PlannedJob job = status.job();
    if (status.foreign()) {
      warn("Job %s is %s.".formatted(job.key(), job.message()));
    }
    status
        .own()
        .filter(record -> Files.isDirectory(job.directory()))
        .filter(record -> record.state() == JobState.DONE || record.state() == JobState.FAILED)
        .ifPresent(record -> following.reopen(job, record, "to be run again"));
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

  /** Sees to it that a job ends; empty if another process works on it. */
  private Optional<JobState> run(int index) {
    if (Stopped.by(null)) {
      throw Stopped.exception();
    }
    PlannedJob job = served(index);
    long start = System.nanoTime();
    boolean[] begun = {false};
    try {
      Optional<JobRecord> ended =
          work.run(
              job,
              () -> {
                begun[0] = true;
                listener.jobStarted(job.key(), index + 1, jobs.size());
              });
      ended.ifPresent(record -> ended(index, record, begun[0] ? since(start) : Duration.ZERO));
      return ended.map(JobRecord::state);
    } catch (CancellationException | OutputException | PluginException e) {
      stopped(index, e, since(start));
      throw e;
    }
  }

  private void ended(int index, JobRecord record, Duration time) {
    changed = true;
    if (record.state() == JobState.FAILED) {
      failed.add(index);
    }
    PlannedJob job = jobs.get(index).with(record.state(), record.attempts(), record.message());
    jobs.set(index, job);
    String headline =
        record.state() == JobState.DONE
            ? Headline.of(score(record), scores.columns())
            : record.message();
    if (!time.isZero()) {
      listener.jobEnded(job.key(), record.state(), time, headline);
    }
  }

  private void stopped(int index, RuntimeException cause, Duration time) {
    PlannedJob job = jobs.get(index);
    String message =
        cause instanceof CancellationException ? "stopped" : String.valueOf(cause.getMessage());
    int attempts = JobStatus.of(disk, job).job().attempts();
    jobs.set(index, job.with(JobState.INTERRUPTED, attempts, message));
    listener.jobEnded(job.key(), JobState.INTERRUPTED, time, message);
    try {
      // The user waits: what scores whole variants is left to the next run.
      results(Set.copyOf(stored.variants()));
    } catch (OutputException alsoUnwritable) {
      cause.addSuppressed(alsoUnwritable);
    }
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

  /** Variants with jobs that have not ended. */
  private Set<String> open() {
    return open.stream()
        .map(index -> jobs.get(index).key().variant())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Writes the results anew: after each job, but so seldom that it takes a twentieth of the time at
   * most, since it takes the longer the more jobs there are.
   *
   * @param now whatever it takes
   */
  private StudyResult write(boolean now) {
    boolean due = System.nanoTime() - written >= SELDOM * writing;
    StudyResult last = result;
    if (last != null && !(changed && (now || due))) {
      return last;
    }
    long start = System.nanoTime();
    StudyResult next = results(open());
    changed = false;
    written = System.nanoTime();
    writing = written - start;
    result = next;
    return next;
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
