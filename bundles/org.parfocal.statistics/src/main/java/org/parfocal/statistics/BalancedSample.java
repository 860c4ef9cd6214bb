package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * At most so many rows, taken one from each patient in turn: patients with many rows lose some,
 * others keep theirs.
 */
public final class BalancedSample {
  private BalancedSample() {}

  /**
   * Draws rows.
   *
   * @param patients one for each row
   * @param limit how many rows at most
   * @param seed of the draw among a patient's rows
   * @return the rows, ascending; all of them if they are not more than the limit
   */
  public static int[] of(List<String> patients, int limit, long seed) {
    if (patients.size() <= limit) {
      return IntStream.range(0, patients.size()).toArray();
    }
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int row = 0; row < patients.size(); row++) {
      members.computeIfAbsent(patients.get(row), patient -> new ArrayList<>()).add(row);
    }
    Random random = new Random(seed);
    Collection<List<Integer>> all = members.values();
    List<List<Integer>> order = new ArrayList<>(all);
    order.forEach(rows -> Collections.shuffle(rows, random));
    // Which patients give one row more than others where the limit is no multiple of their number.
    Collections.shuffle(order, random);
    List<Integer> taken = new ArrayList<>(limit);
    for (int turn = 0; taken.size() < limit; turn++) {
      for (List<Integer> rows : order) {
        if (turn < rows.size() && taken.size() < limit) {
          taken.add(rows.get(turn));
        }
      }
    }
    return taken.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
