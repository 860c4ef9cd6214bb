package org.parfocal.executor.spark.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.executor.spark.internal.driver.Request;
import org.parfocal.executor.spark.internal.driver.TaskEnd;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/** Jobs that tasks are asked for by name, since no claim tells which are free. */
final class NamedJobs {
  /** A job in which so many workers were lost is not tried again. */
  private static final int MANY_LOSSES = 3;

  private final Map<String, Request> all = new LinkedHashMap<>();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final Map<String, Integer> losses = new HashMap<>();

  NamedJobs(List<OpenJob> jobs) {
    jobs.forEach(job -> all.put(job.name(), new Request(job.name(), job.folder())));
    waiting.addAll(all.values());
  }

  /** Whether a job is left that no task was asked for. */
  boolean waits() {
    return !waiting.isEmpty();
  }

  Request next() {
    return waiting.remove();
  }

  /**
   * A task ended; one that did not do its job is to be done once more.
   *
   * @throws PluginException if too many workers were lost in that job
   */
  void ended(TaskEnd end) {
    Request job = all.get(end.job());
    if (job == null || end.kind() == Kind.JOB) {
      return;
    }
    if (end.kind() == Kind.LOST && losses.merge(job.job(), 1, Integer::sum) >= MANY_LOSSES) {
      throw new PluginException(
          "%d workers ended while they ran job %s, the last one because %s."
              .formatted(MANY_LOSSES, job.job(), end.reason()));
    }
    waiting.add(job);
  }
}
