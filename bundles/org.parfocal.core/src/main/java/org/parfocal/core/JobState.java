package org.parfocal.core;

import java.util.Locale;

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
  INTERRUPTED;

  /** Lower-case name, as files and reports write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a job of this state is left as it is, unless it is asked for once more. */
  public boolean isFinal() {
    return this == DONE || this == FAILED;
  }

  /**
   * The state with this {@link #label()}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JobState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
