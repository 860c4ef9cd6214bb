package org.parfocal.core.internal.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.core.Delegation;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StudyClaim;
import org.parfocal.core.internal.study.JobWork.Ended;

/**
 * One run of a study: read, split, read every image, then job after job, in this process or by
 * workers; results are written anew as jobs end.
 */
public final class StudyRun {
  /** What the claim on a study says of its run once its plan stands. */
  static final String RUNNING = "running";

  private final StudyProgress progress;
  private final JobWork work;
  private final Following following;
  private final Set<RunOption> options;
  private final ProgressListener listener;

  private StudyRun(
      StudyProgress progress,
      JobWork work,
      Following following,
      Set<RunOption> options,
      ProgressListener listener) {
    this.progress = progress;
    this.work = work;
    this.following = following;
    this.options = options;
    this.listener = listener;
  }

  /** Runs what is to be run. */
  public static StudyResult of(
      Disk disk,
      Study study,
      StudyParts parts,
      Set<RunOption> options,
      Optional<Delegation> delegation,
      ProgressListener listener) {
    try {
      listener.preparing(0, "reading the index");
      PixelGuard guard = new PixelGuard();
      List<StudyData> data =
          Planner.data(study, parts, guard, options.contains(RunOption.CHECK_CONTENT), listener);
      Planner.remarks(study, parts).forEach(listener::warning);
      disk.createDirectories(study.directory());
      try (Claims claims = new Claims("");
          Claim claim = StudyClaim.take(study.directory(), claims, listener)) {
        StopRequest.withdraw(study.directory());
        WrittenPlan written = WrittenPlan.of(disk, study, parts, data, options, listener);
        claim.progress(0, RUNNING);
        claim.beat();
        StopRequest.watch(study.directory(), claims);
        StudyProgress progress = new StudyProgress(disk, written, parts, listener);
        Following following = new Following(disk, claims);
        if (delegation.isPresent()) {
          return new DelegatedRun(disk, progress, following, options, listener)
              .run(delegation.get(), study.directory(), claim.id());
        }
        ClaimProgress told = new ClaimProgress(listener);
        JobRunner runner = new JobRunner(disk, written.plan(), parts, guard, claims, told);
        JobWork work =
            new JobWork(disk, written.plan(), runner, claims, options, progress::warn, told);
        return new StudyRun(progress, work, following, options, listener).run();
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
    progress.take(options, status -> {});
    progress.write();
    while (!progress.open().isEmpty()) {
      List<Integer> open = progress.open();
      for (int index : open) {
        Optional<JobState> ended = run(index);
        if (ended.isPresent()) {
          if (ended.get() == JobState.FAILED && options.contains(RunOption.FAIL_FAST)) {
            return progress.stoppedAtFirstFailure();
          }
          progress.writeSeldom();
        }
      }
      if (progress.open().size() == open.size()) {
        Stopped.sleep(Following.LOOK); // other processes work on all that is left
      }
      progress.takeUp(following::reopened);
    }
    return progress.write();
  }

  /** Sees to it that a job ends; empty if another process works on it. */
  private Optional<JobState> run(int index) {
    if (Stopped.by(null)) {
      throw Stopped.exception();
    }
    PlannedJob job = progress.served(index);
    try {
      Optional<Ended> ended =
          work.run(job, () -> listener.jobStarted(job.key(), index + 1, progress.size()));
      ended.ifPresent(end -> progress.ended(index, end.record(), end.here()));
      return ended.map(Ended::record).map(JobRecord::state);
    } catch (CancellationException | OutputException | PluginException e) {
      progress.stopped(index, e);
      throw e;
    }
  }
}
