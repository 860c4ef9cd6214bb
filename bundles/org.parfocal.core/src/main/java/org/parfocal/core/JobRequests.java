package org.parfocal.core;

import java.util.Optional;

/** Asks a worker for jobs, one after the other, so that one process serves many requests. */
public interface JobRequests {
  /**
   * Waits for the next request: a job's name, or its number in the plan, from 1; or an empty text
   * for any job that nobody works on. Empty where no more come.
   *
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  Optional<String> next();

  /** The request is answered: the job has ended, by whomever if it was asked for by its name. */
  void ended(JobKey job, JobState state);

  /** The request is answered: nobody needs this worker, since others work on what is left. */
  void nothing();
}
