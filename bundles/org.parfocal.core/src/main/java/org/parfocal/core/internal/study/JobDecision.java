package org.parfocal.core.internal.study;

import java.util.Set;
import org.parfocal.core.JobState;
import org.parfocal.core.RunOption;
import org.parfocal.core.internal.store.JobRecord;

/**
 * What to do with a job that stands as it does.
 *
 * @param action keep it, leave it, or run it
 * @param crashes how often it was found begun and not ended
 */
record JobDecision(Action action, int crashes) {
  /**
   * A job that was found begun and not ended this often is worth a warning. It has not failed: the
   * process may have been killed each time by somebody who knew nothing of the job.
   */
  static final int MANY_CRASHES = 3;

  enum Action {
    /** Finished, and sound. */
    KEEP,
    /** Failed before, and not to be tried again. */
    LEAVE_FAILED,
    /** To be run. */
    RUN
  }

  static JobDecision of(JobStatus status, Set<RunOption> options) {
    JobState state = status.job().state();
    int crashes = status.own().map(JobRecord::crashes).orElse(0);
    return switch (state) {
      case DONE -> new JobDecision(Action.KEEP, 0);
      case FAILED ->
          new JobDecision(
              options.contains(RunOption.RETRY_FAILED) ? Action.RUN : Action.LEAVE_FAILED, 0);
      case RUNNING ->
          new JobDecision(Action.RUN, options.contains(RunOption.RETRY_FAILED) ? 0 : crashes + 1);
      case INTERRUPTED -> new JobDecision(Action.RUN, crashes);
      case PLANNED -> new JobDecision(Action.RUN, 0);
    };
  }
}
