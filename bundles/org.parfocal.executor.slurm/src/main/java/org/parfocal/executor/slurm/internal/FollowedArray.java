package org.parfocal.executor.slurm.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.executor.slurm.internal.TaskEnd.Kind;

/** An array, and what was seen of its tasks. */
final class FollowedArray {
  private final WorkerArray array;
  private final Set<Integer> open = new TreeSet<>();
  private final Set<Integer> known = new TreeSet<>();
  private final List<TaskEnd> ends = new ArrayList<>();
  private Map<Integer, QueuedTask> seen = Map.of();

  FollowedArray(WorkerArray array) {
    this.array = array;
  }

  String name() {
    return array.name();
  }

  /**
   * Takes what Slurm's queue shows.
   *
   * @return the tasks that ended since the last time
   */
  List<TaskEnd> see(List<QueuedTask> tasks) {
    seen = new HashMap<>();
    for (QueuedTask task : tasks) {
      if (task.array().equals(name())) {
        seen.put(task.index(), task);
        if (known.add(task.index())) {
          open.add(task.index());
        }
      }
    }
    List<TaskEnd> news = new ArrayList<>();
    for (int task : List.copyOf(open)) {
      Optional<QueuedTask> found = Optional.ofNullable(seen.get(task));
      if (found.filter(QueuedTask::lives).isEmpty()) {
        open.remove(task);
        news.add(TaskEnd.of(array, task, found));
      }
    }
    ends.addAll(news);
    return news;
  }

  /** Those that wait or run. */
  List<QueuedTask> living() {
    return seen.values().stream().filter(QueuedTask::lives).toList();
  }

  boolean lives() {
    return !living().isEmpty();
  }

  /** The last task that ended in such a way; empty if none did. */
  Optional<TaskEnd> last(Kind kind) {
    return ends.stream().filter(end -> end.kind() == kind).reduce((before, last) -> last);
  }

  /** Leaves it alone from now on. */
  void over() {
    array.over();
  }
}
