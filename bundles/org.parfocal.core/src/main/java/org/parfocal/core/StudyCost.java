package org.parfocal.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What the jobs of a study that are to be run will take.
 *
 * @param work in the order in which it begins
 * @param jobs how many they are
 * @param memoryBytes most memory of the process that was in use while the work was measured; empty
 *     where the system does not tell
 * @param resultBytes on disk, in the study's folder
 * @param cacheBytes on disk, in the caches
 */
public record StudyCost(
    List<Work> work, long jobs, OptionalLong memoryBytes, long resultBytes, long cacheBytes) {
  public StudyCost {
    work = List.copyOf(work);
  }

  /**
   * Work that is done so many times.
   *
   * @param what a few words
   * @param times how often
   * @param seconds of one, on the average
   * @param together whether it is done once for all jobs, and all workers wait for it
   */
  public record Work(String what, long times, double seconds, boolean together) {
    /** All of it. */
    public double all() {
      return times * seconds;
    }
  }

  /** Of all work, done by one process after the other. */
  public double seconds() {
    return seconds(1);
  }

  /** Until all work is done by so many processes, each of which has cores of its own. */
  public double seconds(int workers) {
    double together = work.stream().filter(Work::together).mapToDouble(Work::all).sum();
    double each = work.stream().filter(part -> !part.together()).mapToDouble(Work::all).sum();
    return together + each * rounds(jobs, workers);
  }

  /** What share of the time that one worker takes for some jobs several take. */
  public static double rounds(long jobs, int workers) {
    return jobs == 0 ? 1 : Math.ceil((double) jobs / workers) / jobs;
  }

  /** At most so many of a list, from all of it. */
  public static <T> List<T> some(List<T> all, int most) {
    int count = Math.min(most, all.size());
    return IntStream.range(0, count)
        .mapToObj(index -> all.get((int) ((long) index * all.size() / count)))
        .toList();
  }

  /** As {@code plan --json} shows it. */
  public Map<String, Object> members(int workers) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seconds", seconds(workers));
    members.put("workers", workers);
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
