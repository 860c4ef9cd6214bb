package org.parfocal.core.internal.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.api.Workers;
import org.parfocal.core.Delegation;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.RunningView;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobRecord;

/** A run that leaves its jobs to the workers of an executor, and scores what they have done. */
final class DelegatedRun {
  private final Disk disk;
  private final StudyProgress progress;
  private final Following following;
  private final Set<RunOption> options;
  private final ProgressListener listener;

  DelegatedRun(
      Disk disk,
      StudyProgress progress,
      Following following,
      Set<RunOption> options,
      ProgressListener listener) {
    this.disk = disk;
    this.progress = progress;
    this.following = following;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Has the jobs run.
   *
   * @param study the study's folder
   * @param id of the run's claim on the study
   */
  StudyResult run(Delegation delegation, Path study, String id) {
    progress.take(options, this::reopen);
    StudyResult result = progress.write();
    List<OpenJob> open =
        progress.openJobs().stream()
            .map(
                job ->
                    new OpenJob(
                        job.key().toString(),
                        study.relativize(job.directory()).toString().replace('\\', '/')))
            .toList();
    if (open.isEmpty()) {
      return result;
    }
    WorkOrder order =
        new WorkOrder(
            delegation.command(), id, delegation.directory(), study, open, delegation.detached());
    if (delegation.detached()) {
      delegation.executor().start(order);
      return result;
    }
    Arrivals arrivals = new Arrivals(disk, order.arrivals(), following);
    arrivals.forget();
    try (Workers workers = delegation.executor().start(order)) {
      return follow(workers, arrivals);
    } catch (CancellationException | ParfocalException e) {
      boolean stopped = Stopped.by(e);
      progress.left(e);
      throw stopped && !(e instanceof CancellationException) ? Stopped.exception() : e;
    }
  }

  private StudyResult follow(Workers workers, Arrivals arrivals) {
    LongJobs longJobs = new LongJobs(workers, System::nanoTime);
    while (!progress.open().isEmpty()) {
      arrivals.take(progress.openJobs());
      List<RunningView> running = new ArrayList<>();
      boolean anyFailed = look(running);
      if (anyFailed && options.contains(RunOption.FAIL_FAST)) {
        return progress.stoppedAtFirstFailure();
      }
      progress.writeSeldom();
      progress.takeUp(following::reopened);
      List<PlannedJob> left = progress.openJobs();
      if (!left.isEmpty()) {
        longJobs.end(left, following);
        following.lost(workers.poll(left.size()), left).forEach(progress::warn);
        int ended = progress.size() - left.size();
        listener.following(ended, progress.size(), running, workers.state());
        Stopped.sleep(Following.LOOK);
      }
    }
    return progress.write();
  }

  /** Scores what has ended since the last look; returns whether a job failed. */
  private boolean look(List<RunningView> running) {
    boolean failed = false;
    Predicate<PlannedJob> begun = JobAttempts.begun();
    for (int index : progress.open()) {
      PlannedJob job = progress.job(index);
      if (!begun.test(job)) {
        continue;
      }
      Optional<JobRecord> record = following.ended(job);
      if (record.isPresent()) {
        progress.ended(index, record.get(), true);
        failed |= record.get().state() == JobState.FAILED;
      } else {
        following.running(job).ifPresent(running::add);
      }
    }
    return failed;
  }

  /** Workers go by the jobs' records alone. */
  private void reopen(JobStatus status) {
    PlannedJob job = status.job();
    if (status.foreign()) {
      progress.warn("Job %s is %s.".formatted(job.key(), job.message()));
    }
    status
        .own()
        .filter(record -> Files.isDirectory(job.directory()))
        .filter(record -> record.state().isFinal())
        .ifPresent(record -> following.reopen(job, record, "to be run again"));
  }
}
