package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A job as its folder tells of it.
 *
 * @param key names it
 * @param directory its folder
 * @param state {@link JobState#PLANNED} if there is no record of it
 * @param seconds wall time of the last attempt; 0 if it did not end
 * @param ended when it ended, ISO-8601, or empty
 * @param message why it failed, or why nothing can be told; or empty
 * @param settings that decided its result, by name
 * @param environment of the last attempt, by name
 * @param warnings what its plugins said should stand beside the results
 */
public record StoredJob(
    JobKey key,
    Path directory,
    JobState state,
    double seconds,
    String ended,
    String message,
    Map<String, String> settings,
    Map<String, String> environment,
    List<String> warnings) {
  public StoredJob {
    settings = Map.copyOf(settings);
    environment = Map.copyOf(environment);
    warnings = List.copyOf(warnings);
  }

  /** Whether its results are there. */
  public boolean isDone() {
    return state == JobState.DONE;
  }
}
