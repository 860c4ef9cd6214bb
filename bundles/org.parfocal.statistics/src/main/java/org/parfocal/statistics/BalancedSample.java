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
 * At most so many rows, taken one from each group in turn: large groups lose rows, small ones keep
 * theirs.
 */
public final class BalancedSample {
  private BalancedSample() {}

  /**
   * Draws rows.
   *
   * @param groups one for each row
   * @param limit how many rows at most
   * @param seed of the draw within the groups
   * @return the rows, ascending; all of them if they are not more than the limit
   */
  public static int[] of(List<String> groups, int limit, long seed) {
    if (groups.size() <= limit) {
      return IntStream.range(0, groups.size()).toArray();
    }
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int row = 0; row < groups.size(); row++) {
      members.computeIfAbsent(groups.get(row), group -> new ArrayList<>()).add(row);
    }
    Random random = new Random(seed);
    Collection<List<Integer>> all = members.values();
    List<List<Integer>> order = new ArrayList<>(all);
    order.forEach(rows -> Collections.shuffle(rows, random));
    // Which groups give one row more than others where the limit is no multiple of their number.
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
