package org.parfocal.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether one of two is better over several independent data sets: the signed-rank test (Wilcoxon
 * 1945; for classifiers over data sets Demšar 2006, JMLR 7). Differences of zero are left out,
 * equal ones share the mean of their ranks, and p is exact: the share of all ways to give the ranks
 * their signs.
 *
 * @param used differences that are not zero
 * @param p two-sided; 1 if all are zero
 */
public record WilcoxonSignedRank(int used, double p) {

  /** Tests; no difference is NaN. */
  public static WilcoxonSignedRank of(double... differences) {
    double[] used = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    int[] doubled = doubledRanks(used);
    int all = Arrays.stream(doubled).sum();
    int positive =
        IntStream.range(0, used.length).filter(i -> used[i] > 0).map(i -> doubled[i]).sum();
    double[] ways = ways(doubled, all);
    int least = Math.min(positive, all - positive);
    double tail = Arrays.stream(ways, 0, least + 1).sum() / Math.pow(2, used.length);
    return new WilcoxonSignedRank(used.length, Math.min(1, 2 * tail));
  }

  /** The smallest p that so many differences can have. */
  public static double smallest(int differences) {
    return Math.min(1, Math.pow(2, 1 - differences));
  }

  /** Twice the rank by size of each, so that shared ones are whole. */
  private static int[] doubledRanks(double[] values) {
    return Arrays.stream(values)
        .mapToInt(
            value -> {
              long below = Arrays.stream(values).filter(v -> Math.abs(v) < Math.abs(value)).count();
              long same = Arrays.stream(values).filter(v -> Math.abs(v) == Math.abs(value)).count();
              return (int) (2 * below + same + 1);
            })
        .toArray();
  }

  /** In how many ways the positive ranks have each sum. */
  private static double[] ways(int[] ranks, int all) {
    double[] ways = new double[all + 1];
    ways[0] = 1;
    for (int rank : ranks) {
      for (int sum = all; sum >= rank; sum--) {
        ways[sum] += ways[sum - rank];
      }
    }
    return ways;
  }
}
