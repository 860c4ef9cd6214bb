package org.parfocal.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the jobs of a study that are to be run will take.
 *
 * @param work in the order in which it begins
 * @param memoryBytes most memory of the process that was in use while the work was measured; empty
 *     where the system does not tell
 * @param resultBytes on disk, in the study's folder
 * @param cacheBytes on disk, in the caches
 */
public record StudyCost(
    List<Work> work, OptionalLong memoryBytes, long resultBytes, long cacheBytes) {
  public StudyCost {
    work = List.copyOf(work);
  }

  /**
   * Work that is done so many times.
   *
   * @param what a few words
   * @param times how often
   * @param seconds of one, on the average
   */
  public record Work(String what, long times, double seconds) {
    /** All of it. */
    public double all() {
      return times * seconds;
    }
  }

  /** Of all work. */
  public double seconds() {
    return work.stream().mapToDouble(Work::all).sum();
  }

  /** As {@code plan --json} shows it. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seconds", seconds());
    memoryBytes.ifPresent(bytes -> members.put("memoryBytes", bytes));
    members.put("resultBytes", resultBytes);
    members.put("cacheBytes", cacheBytes);
    members.put(
        "work",
        work.stream()
            .map(
                each ->
                    Map.of("what", each.what(), "times", each.times(), "seconds", each.seconds()))
            .toList());
    return members;
  }
}
