package org.parfocal.executor.slurm.internal;

import java.util.List;

/**
 * What the arrays of a study have in common.
 *
 * @param workers how many tasks run at once at the most
 * @param jobs after how many jobs a worker ends; 0: when none is left
 * @param time limit of a task, as {@code sbatch --time} takes it; or empty
 * @param flags more flags of sbatch
 * @param threads of each worker
 * @param setup a file that the shell of each task reads first; or empty
 */
record ArraySettings(
    int workers, int jobs, String time, List<String> flags, String threads, String setup) {
  /** Slurm's own limit, where its administrator set no other. */
  private static final int MOST_TASKS = 1000;

  /** How many tasks are of use for so many jobs. */
  int tasks(int open) {
    int wanted = jobs == 0 ? Math.min(workers, open) : (open + jobs - 1) / jobs;
    return Math.min(wanted, MOST_TASKS);
  }
}
