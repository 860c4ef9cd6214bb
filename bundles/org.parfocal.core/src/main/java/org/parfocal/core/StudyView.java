package org.parfocal.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a study stands, as its folder alone shows it.
 *
 * @param name of the study
 * @param total how many jobs it has
 * @param done the time that each finished job took
 * @param failed those that failed, with the reason
 * @param running those in work
 * @param waiting those that nobody works on
 * @param run the process that writes its results, in words; empty if there is none
 * @param stopping whether everybody was asked to stop
 * @param scores lines of the results so far; may be none
 */
public record StudyView(
    String name,
    int total,
    Map<JobKey, Duration> done,
    List<PlannedJob> failed,
    List<RunningView> running,
    List<JobKey> waiting,
    Optional<String> run,
    boolean stopping,
    List<String> scores) {
  public StudyView {
    failed = List.copyOf(failed);
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
    scores = List.copyOf(scores);
  }

  /** Whether nothing is left to do. */
  public boolean isComplete() {
    return running.isEmpty() && waiting.isEmpty();
  }
}
