package org.parfocal.core;

/** State of a job, as {@code job.json} holds it. */
public enum JobState {
  /** Not begun. */
  PLANNED,
  /** Begun; after a kill, the state that the next run finds. */
  RUNNING,
  /** Finished; the results are complete. */
  DONE,
  /** Failed; the error is recorded. */
  FAILED,
  /** Stopped by the user; will be run again. */
  INTERRUPTED
}
