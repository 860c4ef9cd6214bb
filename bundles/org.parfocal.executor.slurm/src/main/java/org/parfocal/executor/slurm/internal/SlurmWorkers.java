package org.parfocal.executor.slurm.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers;
import org.parfocal.executor.slurm.internal.TaskEnd.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The arrays of a study's workers. A run submits one, unless one of an earlier run still waits or
 * runs, which it follows; and others for tasks that were lost or came to their time limit.
 */
final class SlurmWorkers implements Workers {
  private static final Logger LOG = LoggerFactory.getLogger(SlurmWorkers.class);

  /** Slurm serves a whole cluster, and is not to be asked more often. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A program that is stopped has 20 s altogether. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long PAUSE_MILLIS = 500;

  /** Workers that ended within that time of their submission, and no job with them, did nothing. */
  private static final long SHORT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final int MANY_IN_VAIN = 3;

  private final ArraySubmission submission;
  private final SlurmQueue queue;
  private final LongSupplier clock;
  private final List<FollowedArray> arrays = new ArrayList<>();
  private String state = "";
  private long looked;
  private long submitted;
  private int openThen;
  private int inVain;
  private boolean wasOver;

  private SlurmWorkers(ArraySubmission submission, SlurmQueue queue, LongSupplier clock) {
    this.submission = submission;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Follows the array of an earlier run, or submits one.
   *
   * @param clock in nanoseconds
   */
  static SlurmWorkers start(
      WorkOrder order, ArraySettings settings, SlurmQueue queue, LongSupplier clock) {
    ArraySubmission submission = new ArraySubmission(order, settings, queue);
    SlurmWorkers workers = new SlurmWorkers(submission, queue, clock);
    WorkerArray.ofStudy(order.logs()).stream().map(FollowedArray::new).forEach(workers.arrays::add);
    workers.look();
    workers.leaveEnded();
    if (workers.arrays.isEmpty()) {
      workers.submit(settings.tasks(order.open()), order.open());
    }
    return workers;
  }

  @Override
  public List<Lost> poll(int open) {
    if (clock.getAsLong() - looked < LOOK_NANOS) {
      return List.of();
    }
    List<TaskEnd> news;
    try {
      news = look();
    } catch (ConfigurationException e) {
      // The folder tells what is done, whether Slurm answers or not.
      looked = clock.getAsLong();
      state = String.valueOf(e.getMessage());
      return List.of();
    }
    long gone = news.stream().filter(TaskEnd::leavesWork).count();
    if (arrays.stream().anyMatch(FollowedArray::lives)) {
      int missing = (int) Math.min(gone, open - living());
      if (missing > 0) {
        submit(missing, open);
      }
      wasOver = false;
    } else if (open > 0) {
      over(open, gone > 0 || wasOver);
    }
    return news.stream().filter(end -> end.kind() == Kind.LOST).map(TaskEnd::lost).toList();
  }

  /**
   * No task waits or runs, and jobs are open.
   *
   * @param certain whether they were left; a job that ended just now counts as open for one look
   */
  private void over(int open, boolean certain) {
    last(Kind.REFUSED)
        .ifPresent(
            end -> {
              throw new PluginException(
                  "The workers in Slurm cannot work: %s".formatted(end.reason()));
            });
    if (last(Kind.CANCELLED).isPresent()) {
      throw new PluginException(
          "The workers in Slurm were cancelled while %d jobs were open; run the study again to go on."
              .formatted(open));
    }
    if (!certain) {
      wasOver = true;
      return;
    }
    boolean vain = open >= openThen && clock.getAsLong() - submitted < SHORT_NANOS;
    inVain = vain ? inVain + 1 : 0;
    if (inVain >= MANY_IN_VAIN) {
      throw new PluginException(
          "The workers in Slurm ended %d times at once, and no job with them%s."
              .formatted(
                  inVain,
                  last(Kind.LOST)
                      .or(() -> last(Kind.STOPPED))
                      .map(end -> ": " + end.reason())
                      .orElse("")));
    }
    leaveEnded();
    submit(submission.tasks(open), open);
  }

  private Optional<TaskEnd> last(Kind kind) {
    return arrays.stream().flatMap(array -> array.last(kind).stream()).findFirst();
  }

  private void submit(int tasks, int open) {
    arrays.add(new FollowedArray(submission.submit(tasks)));
    submitted = clock.getAsLong();
    openThen = open;
    wasOver = false;
    look();
  }

  private List<TaskEnd> look() {
    List<QueuedTask> tasks = queue.tasks(arrays.stream().map(FollowedArray::name).toList());
    looked = clock.getAsLong();
    List<TaskEnd> news = new ArrayList<>();
    arrays.forEach(array -> news.addAll(array.see(tasks)));
    List<QueuedTask> living = arrays.stream().flatMap(array -> array.living().stream()).toList();
    state =
        QueueState.of(living)
            + last(Kind.REFUSED).map(end -> "; one ended, because " + end.reason()).orElse("");
    return news;
  }

  private int living() {
    return arrays.stream().mapToInt(array -> array.living().size()).sum();
  }

  private void leaveEnded() {
    arrays.stream().filter(array -> !array.lives()).forEach(FollowedArray::over);
    arrays.removeIf(array -> !array.lives());
  }

  @Override
  public String state() {
    return state;
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      arrays.forEach(array -> queue.cancel(array.name()));
      long limit = clock.getAsLong() + PATIENCE_NANOS;
      while (!arrays.isEmpty() && clock.getAsLong() < limit) {
        look();
        leaveEnded();
        if (!arrays.isEmpty()) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ConfigurationException e) {
      // Workers find nothing to do where all is done; otherwise the next run follows them.
      LOG.warn(e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
