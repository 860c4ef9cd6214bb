package org.parfocal.executor.slurm.internal;

import java.util.Optional;
import java.util.Set;

/**
 * A task of an array as Slurm's queue shows it.
 *
 * @param array name of the array
 * @param job number that Slurm gave the array
 * @param index of the task, from 0
 * @param state Slurm's word, such as {@code PENDING}
 * @param reason why it waits, in Slurm's words
 */
record QueuedTask(String array, String job, int index, String state, String reason) {
  private static final Set<String> OVER =
      Set.of(
          "BOOT_FAIL",
          "CANCELLED",
          "COMPLETED",
          "DEADLINE",
          "FAILED",
          "NODE_FAIL",
          "OUT_OF_MEMORY",
          "PREEMPTED",
          "REVOKED",
          "TIMEOUT");

  private static final int FIELDS = 5;

  /** What {@code squeue --format} is to print of each task. */
  static final String FORMAT = "%j|%F|%K|%T|%r";

  /** Reads a line of that; empty for a line that shows no task of an array. */
  static Optional<QueuedTask> parse(String line) {
    String[] fields = line.strip().split("\\|", FIELDS);
    if (fields.length < FIELDS || !fields[2].matches("[0-9]{1,7}")) {
      return Optional.empty();
    }
    return Optional.of(
        new QueuedTask(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4]));
  }

  /** Whether it waits, runs, or will run again. */
  boolean lives() {
    return !OVER.contains(state);
  }

  boolean waits() {
    return lives() && (state.equals("PENDING") || state.startsWith("REQUEUE"));
  }

  boolean isCancelled() {
    return state.equals("CANCELLED");
  }
}
