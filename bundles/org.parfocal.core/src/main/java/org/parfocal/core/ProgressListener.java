package org.parfocal.core;

import java.time.Duration;
import java.util.List;
import org.parfocal.api.Stretch;

/** Is told what happens; called from one thread at a time. */
public interface ProgressListener {
  /**
   * Work before the first job, for example decoding images: share done (0 to 1) and a few words.
   */
  default void preparing(double fraction, String what) {}

  /** The jobs that will run, in their order; before the first of them. */
  default void jobsToRun(List<JobKey> jobs) {}

  /** A job begins; {@code index} counts from 1. */
  default void jobStarted(JobKey job, int index, int total) {}

  /** A job goes on. */
  default void jobProgress(JobKey job, double fraction, String what) {}

  /** A job is so far in a stretch of its work. */
  default void jobStretch(JobKey job, Stretch stretch, long done) {}

  /** A job ended; {@code headline} is its main score or its error, in a few words. */
  default void jobEnded(JobKey job, JobState state, Duration time, String headline) {}

  /**
   * Other processes run the jobs: how many of all have ended, those in work, and in a few words
   * what the workers do.
   */
  default void following(int ended, int total, List<RunningView> running, String workers) {}

  /** A sentence that the user should read. */
  default void warning(String sentence) {}

  /** A sentence about a job, which may hold for others as well. */
  default void jobWarning(JobKey job, String sentence) {
    warning("Job " + job + ": " + sentence);
  }
}
