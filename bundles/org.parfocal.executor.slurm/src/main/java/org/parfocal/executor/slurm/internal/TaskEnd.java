package org.parfocal.executor.slurm.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.parfocal.api.Workers.Lost;

/**
 * How a task ended that Slurm neither runs nor keeps waiting.
 *
 * @param kind of its end
 * @param worker its name; or empty, if none began
 * @param reason in words that follow "because"
 */
record TaskEnd(Kind kind, String worker, String reason) {
  private static final int SIGNALS = 128;
  private static final int KILLED = 9;
  private static final int TERMINATED = 15;
  private static final int DONE = 0;
  private static final int FAILED_JOBS = 5;
  private static final int STOPPED = 130;

  enum Kind {
    /** Its worker found nothing more to do. */
    DONE,
    /** Slurm stopped it, for example at its time limit. */
    STOPPED,
    /** Somebody cancelled it. */
    CANCELLED,
    /** Its worker said why it cannot work, and others would say the same. */
    REFUSED,
    /** It crashed or was killed. */
    LOST
  }

  /** Whether jobs may be left that another task has to do. */
  boolean leavesWork() {
    return kind == Kind.STOPPED || kind == Kind.LOST;
  }

  Lost lost() {
    return new Lost(worker, reason);
  }

  /**
   * Judges a task.
   *
   * @param seen how Slurm shows it; empty if it has forgotten it
   */
  static TaskEnd of(WorkerArray array, int task, Optional<QueuedTask> seen) {
    String worker = array.worker(task).orElse("");
    OptionalInt exit = array.exit(task);
    if (seen.filter(QueuedTask::isCancelled).isPresent()) {
      return new TaskEnd(Kind.CANCELLED, worker, "somebody cancelled it (scancel)");
    }
    if (exit.isPresent()) {
      return ended(exit.getAsInt(), array, task, worker);
    }
    String state = seen.map(QueuedTask::state).orElse("");
    if (state.equals("FAILED") && worker.isEmpty() && !array.hasLog(task)) {
      return new TaskEnd(
          Kind.REFUSED,
          worker,
          "a node does not see the folder %s, which the run, Slurm and all nodes must share; name one by output=FOLDER"
              .formatted(array.folder()));
    }
    return new TaskEnd(
        Kind.LOST,
        worker,
        state.isEmpty()
            ? "Slurm does not know it any more; see " + array.log(task)
            : "Slurm ended it (%s); see %s".formatted(state, array.log(task)));
  }

  private static TaskEnd ended(int exit, WorkerArray array, int task, String worker) {
    if (exit == DONE || exit == FAILED_JOBS) {
      return new TaskEnd(Kind.DONE, worker, "nothing was left to do");
    }
    if (exit == STOPPED || exit == SIGNALS + TERMINATED) {
      return new TaskEnd(
          Kind.STOPPED,
          worker,
          "Slurm stopped it, as it does up to 90 s before the time limit; a limit of less than 3 minutes leaves no time for work (executor.time)");
    }
    if (exit > SIGNALS) {
      int signal = exit - SIGNALS;
      String why =
          signal == KILLED
              ? "it was killed (signal 9), as the system does where memory runs out"
              : "it crashed (signal " + signal + ")";
      return new TaskEnd(Kind.LOST, worker, why + "; see " + array.log(task));
    }
    String words = array.lastWords(task);
    return new TaskEnd(
        Kind.REFUSED,
        worker,
        "%s (its log is %s)"
            .formatted(words.isEmpty() ? "exit code " + exit : words, array.log(task)));
  }
}
