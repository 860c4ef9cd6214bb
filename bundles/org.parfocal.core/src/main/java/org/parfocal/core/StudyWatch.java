package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.core.internal.store.StudyClaim;
import org.parfocal.core.internal.study.Following;
import org.parfocal.core.internal.study.StopRequest;
import org.parfocal.core.internal.study.StudyFiles;

/**
 * Looks at a study from outside, steers those who work on it, and does no work itself. All it needs
 * is the study's folder, so it may be on another machine.
 */
public final class StudyWatch implements AutoCloseable {
  private static final String SUMMARY = "results.md";
  private static final long MAX_SUMMARY_BYTES = 64L << 20;

  private final Disk disk = new Disk();
  private final Claims claims = new Claims("");
  private final Path directory;
  private final Map<JobKey, JobRecord> done = new LinkedHashMap<>();

  /**
   * Looks at nothing yet.
   *
   * @param directory the study's folder
   */
  public StudyWatch(Path directory) {
    this.directory = directory;
  }

  /**
   * Where the study stands. What was seen to be done is not looked at again.
   *
   * @throws OutputException if the folder has no plan
   */
  public StudyView look() {
    StoredPlan plan = StudyFiles.plan(disk, directory);
    Following following = new Following(disk, claims);
    Map<JobKey, Duration> times = new LinkedHashMap<>();
    List<PlannedJob> failed = new ArrayList<>();
    List<RunningView> running = new ArrayList<>();
    List<JobKey> waiting = new ArrayList<>();
    for (StoredJob stored : plan.jobs()) {
      PlannedJob job = StoredPlan.planned(directory, stored);
      Optional<JobRecord> record = record(job);
      if (record.filter(found -> found.state() == JobState.DONE).isPresent()) {
        times.put(job.key(), record.get().time());
      } else if (record.filter(found -> found.state() == JobState.FAILED).isPresent()) {
        failed.add(job.with(JobState.FAILED, record.get().attempts(), record.get().message()));
      } else {
        following.running(job).ifPresentOrElse(running::add, () -> waiting.add(job.key()));
      }
    }
    return new StudyView(
        plan.study(),
        plan.jobs().size(),
        times,
        failed,
        running,
        waiting,
        run(),
        StopRequest.stands(directory),
        scores());
  }

  private Optional<JobRecord> record(PlannedJob job) {
    JobRecord known = done.get(job.key());
    if (known != null && known.identity().equals(job.identity())) {
      return Optional.of(known);
    }
    try {
      Optional<JobRecord> record =
          new JobFolder(disk, job.directory())
              .record()
              .filter(found -> found.identity().equals(job.identity()));
      record
          .filter(found -> found.state() == JobState.DONE)
          .ifPresent(found -> done.put(job.key(), found));
      return record;
    } catch (IOException e) {
      return Optional.empty(); // damaged, or just being written; it is run again
    }
  }

  private Optional<String> run() {
    try {
      return claims
          .found(StudyClaim.folder(directory))
          .filter(found -> found.state() != State.STALE)
          .map(Found::holder);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first table of the summary, which the run writes anew as jobs end. */
  private List<String> scores() {
    try {
      return disk.read(directory.resolve(SUMMARY), MAX_SUMMARY_BYTES)
          .lines()
          .dropWhile(line -> !line.startsWith("|"))
          .takeWhile(line -> line.startsWith("|"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Asks all processes that work on the study to stop: each sees it at its next heartbeat.
   *
   * @throws OutputException if the folder has no plan or cannot be written
   */
  public void stop() {
    StudyFiles.plan(disk, directory);
    StopRequest.write(disk, directory);
  }

  /**
   * Makes failed jobs ones that are run again, by those who work on the study or by the next run.
   *
   * @param names of jobs; empty for all that failed
   * @return those that will
   * @throws OutputException if the folder has no plan or cannot be written, or a named job did not
   *     fail
   */
  public List<JobKey> retry(List<String> names) {
    StoredPlan plan = StudyFiles.plan(disk, directory);
    StopRequest.withdraw(directory);
    Following following = new Following(disk, claims);
    List<String> left = new ArrayList<>(names);
    List<JobKey> reopened = new ArrayList<>();
    for (StoredJob stored : plan.jobs()) {
      PlannedJob job = StoredPlan.planned(directory, stored);
      boolean named = left.remove(job.key().toString());
      if (named || names.isEmpty()) {
        Optional<JobRecord> failed = record(job).filter(found -> found.state() == JobState.FAILED);
        if (failed.isPresent()) {
          following.reopen(job, failed.get(), "to be run again");
          reopened.add(job.key());
        } else if (named) {
          throw new OutputException(
              "Job %s did not fail in %s; only failed jobs are run again.%s"
                  .formatted(
                      job.key(),
                      directory,
                      Files.isDirectory(JobAttempts.folder(job.directory()))
                          ? " It is in work."
                          : ""));
        }
      }
    }
    if (!left.isEmpty()) {
      throw new OutputException(
          "The study in %s has no job %s; parfocal watch shows those that failed."
              .formatted(directory, left.get(0)));
    }
    return reopened;
  }

  @Override
  public void close() {
    claims.close();
  }
}
