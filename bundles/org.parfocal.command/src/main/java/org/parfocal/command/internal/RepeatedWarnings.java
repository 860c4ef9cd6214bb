package org.parfocal.command.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.core.JobKey;

/** Warnings of jobs: each is shown once, for its first job, and counted for the others. */
final class RepeatedWarnings {
  private final Map<String, Integer> jobs = new LinkedHashMap<>();

  /** What to show now: nothing if another job had the same. */
  synchronized Optional<String> first(JobKey job, String sentence) {
    return jobs.merge(sentence, 1, Integer::sum) == 1
        ? Optional.of("Job " + job + ": " + sentence)
        : Optional.empty();
  }

  /** What is left to say at the end. */
  synchronized List<String> rest() {
    List<String> rest =
        jobs.entrySet().stream()
            .filter(warning -> warning.getValue() > 1)
            .map(
                warning ->
                    "The same of %s: %s"
                        .formatted(others(warning.getValue() - 1), warning.getKey()))
            .toList();
    jobs.clear();
    return rest;
  }

  private static String others(int count) {
    return count == 1 ? "another job" : count + " more jobs";
  }
}
