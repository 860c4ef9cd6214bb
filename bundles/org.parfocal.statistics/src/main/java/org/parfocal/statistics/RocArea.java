package org.parfocal.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Area under the ROC curve, by the Mann–Whitney estimate. */
public final class RocArea {
  private RocArea() {}

  /**
   * Of one class against the rest: the share of pairs of a positive and a negative row in which the
   * positive one has the larger score, ties counted one half.
   *
   * @param scores the larger, the more likely positive
   * @param positive of each row
   * @return NaN if there is no positive or no negative row
   */
  public static double of(double[] scores, boolean[] positive) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> scores[row]));
    double won = 0;
    double below = 0;
    double positives = 0;
    int first = 0;
    while (first < order.length) {
      int next = first;
      double tiedPositives = 0;
      while (next < order.length && scores[order[next]] == scores[order[first]]) {
        tiedPositives += positive[order[next]] ? 1 : 0;
        next++;
      }
      double tiedNegatives = next - first - tiedPositives;
      won += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      positives += tiedPositives;
      first = next;
    }
    return won / (positives * below);
  }

  /**
   * Of class probabilities: of the second class for two classes, else the plain mean over the
   * classes that occur, each against the rest.
   *
   * @param probabilities {@code [rows][classes]}
   * @param labels one for each row
   * @return NaN if there are no two classes among the rows
   */
  public static double of(double[][] probabilities, int[] labels, int classes) {
    return IntStream.range(classes == 2 ? 1 : 0, classes)
        .mapToDouble(
            label ->
                of(
                    Arrays.stream(probabilities).mapToDouble(row -> row[label]).toArray(),
                    LabelledRows.ofClass(labels, label)))
        .filter(area -> !Double.isNaN(area))
        .average()
        .orElse(Double.NaN);
  }
}
