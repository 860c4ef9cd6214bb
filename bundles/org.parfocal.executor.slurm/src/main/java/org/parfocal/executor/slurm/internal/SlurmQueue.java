package org.parfocal.executor.slurm.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.parfocal.api.ConfigurationException;

/** Slurm as its commands show it. Arrays are known by their names, which are like no other's. */
final class SlurmQueue {
  private final Commands commands;

  SlurmQueue(Commands commands) {
    this.commands = commands;
  }

  /**
   * Submits an array.
   *
   * @return the number that Slurm gave it
   * @throws ConfigurationException if sbatch is not installed or refuses it; with its words
   */
  String submit(List<String> command) {
    try {
      Commands.Answer answer = commands.run(command);
      if (answer.code() != 0) {
        throw new ConfigurationException(
            "Slurm did not take the workers: %s. Flags of sbatch are the executor's option sbatch."
                .formatted(answer.complaint()));
      }
      return answer.out().strip().replaceFirst(";.*", "");
    } catch (IOException e) {
      throw missing(e);
    }
  }

  /**
   * The tasks of some arrays, those that ended lately among them.
   *
   * @throws ConfigurationException if squeue is not installed, or Slurm does not answer
   */
  List<QueuedTask> tasks(Collection<String> arrays) {
    if (arrays.isEmpty()) {
      return List.of();
    }
    try {
      Commands.Answer answer =
          commands.run(
              List.of(
                  "squeue",
                  "--noheader",
                  "--array",
                  "--states=all",
                  "--name=" + String.join(",", arrays),
                  "--format=" + QueuedTask.FORMAT));
      if (answer.code() != 0) {
        throw new ConfigurationException("Slurm does not answer: " + answer.complaint());
      }
      return answer.out().lines().flatMap(line -> QueuedTask.parse(line).stream()).toList();
    } catch (IOException e) {
      throw missing(e);
    }
  }

  /**
   * Ends what waits or runs of an array.
   *
   * @throws ConfigurationException if scancel is not installed, or Slurm does not answer
   */
  void cancel(String array) {
    try {
      Commands.Answer answer = commands.run(List.of("scancel", "--quiet", "--name=" + array));
      if (answer.code() != 0) {
        throw new ConfigurationException(
            "The workers in Slurm were not cancelled: %s. Do it by scancel --name=%s."
                .formatted(answer.complaint(), array));
      }
    } catch (IOException e) {
      throw missing(e);
    }
  }

  private static ConfigurationException missing(IOException cause) {
    return new ConfigurationException(
        "Slurm cannot be asked (%s): run this where its commands sbatch, squeue and scancel are on the PATH, such as the cluster's login node."
            .formatted(cause.getMessage()));
  }
}
