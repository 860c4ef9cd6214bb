package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/**
 * Where a job stands according to the disk. Looking changes nothing.
 *
 * @param job with its state, attempts and message filled in
 * @param record of the job's identity, or of another one; null if there is none
 * @param damage why what is there cannot be used, in words that follow "because"; or empty
 */
record JobStatus(PlannedJob job, @Nullable JobRecord record, String damage) {
  /** What the damage leads to, in a sentence; or empty. */
  String trouble() {
    return damage.isEmpty() ? "" : "Job %s: %s; the job is run again.".formatted(job.key(), damage);
  }

  static JobStatus of(Disk disk, PlannedJob job) {
    JobFolder published = new JobFolder(disk, job.directory());
    JobFolder folder =
        Files.isDirectory(job.directory())
            ? published
            : new JobAttempts(disk, job.directory()).last().orElse(published);
    Optional<JobRecord> found;
    try {
      found = folder.record();
    } catch (IOException e) {
      return planned(job, null, "job.json is damaged (%s)".formatted(e.getMessage()));
    }
    if (found.isEmpty()) {
      return planned(job, null, "");
    }
    JobRecord record = found.get();
    if (!record.identity().equals(job.identity())) {
      String message =
          "to be run again, because " + job.identity().differenceFrom(record.identity());
      return new JobStatus(job.with(JobState.PLANNED, 0, message), record, "");
    }
    Optional<String> damage =
        record.state() == JobState.DONE ? folder.damage(record) : Optional.empty();
    if (damage.isPresent()) {
      return new JobStatus(job.with(JobState.PLANNED, record.attempts(), ""), record, damage.get());
    }
    // An attempt that was killed just before its publication is not done yet.
    JobState state =
        record.state() == JobState.DONE && folder != published ? JobState.RUNNING : record.state();
    return new JobStatus(job.with(state, record.attempts(), record.message()), record, "");
  }

  /** The job with a message that says why a run would keep it, or run it again. */
  PlannedJob explained() {
    String why = job.message();
    if (!damage.isEmpty()) {
      why = "to be run again, because " + damage;
    } else if (job.state() == JobState.DONE) {
      why = "kept, because " + job.identity().sameness();
    }
    return job.with(job.state(), job.attempts(), why);
  }

  /** Whether the folder holds a job of another identity. */
  boolean foreign() {
    return record != null && !record.identity().equals(job.identity());
  }

  /** The record, if it is one of this job's identity. */
  Optional<JobRecord> own() {
    return foreign() ? Optional.empty() : Optional.ofNullable(record);
  }

  private static JobStatus planned(PlannedJob job, @Nullable JobRecord record, String damage) {
    return new JobStatus(job.with(JobState.PLANNED, 0, ""), record, damage);
  }
}
