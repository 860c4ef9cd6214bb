package org.parfocal.executor.slurm.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words how many tasks run, and what the others wait for. */
final class QueueState {
  /** Reasons that need no word: others of the same array run, or those of other people. */
  private static final Set<String> USUAL = Set.of("None", "JobArrayTaskLimit");

  private QueueState() {}

  /** In words, such as {@code 3 run, 5 wait (Resources)}. */
  static String of(List<QueuedTask> living) {
    List<QueuedTask> waiting = living.stream().filter(QueuedTask::waits).toList();
    int run = living.size() - waiting.size();
    if (waiting.isEmpty()) {
      return run + " run";
    }
    String reason =
        waiting.stream()
            .map(QueuedTask::reason)
            .filter(word -> !word.isBlank() && !USUAL.contains(word))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .entrySet()
            .stream()
            .max(Comparator.comparing(entry -> entry.getValue()))
            .map(entry -> " (" + entry.getKey() + ")")
            .orElse("");
    return "%d run, %d wait%s".formatted(run, waiting.size(), reason);
  }
}
