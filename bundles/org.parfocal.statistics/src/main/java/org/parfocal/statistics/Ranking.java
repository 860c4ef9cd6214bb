package org.parfocal.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Items in the order of their scores, sorted once, so that the area under the ROC curve of any
 * weighting of the patients is one pass over them.
 */
final class Ranking {
  private final int[] owner;

  /** All bits set for a positive item, none for a negative one: no branch in the inner loop. */
  private final int[] positive;

  /** Whether an item has another score than the one before it. */
  private final boolean[] next;

  /** Of few patients with many items each: counted once. */
  private final Optional<PatientPairs> pairs;

  /**
   * Sorts items.
   *
   * @param score the larger, the more likely positive
   * @param positive of each item
   * @param owner number of each item's patient
   */
  Ranking(double[] score, boolean[] positive, int[] owner) {
    int[] order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted((one, other) -> Double.compare(score[one], score[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.owner = new int[order.length];
    this.positive = new int[order.length];
    next = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      this.owner[i] = owner[order[i]];
      this.positive[i] = positive[order[i]] ? -1 : 0;
      next[i] = i > 0 && score[order[i]] != score[order[i - 1]];
    }
    long patients = Arrays.stream(owner).max().orElse(-1) + 1L;
    pairs =
        patients * patients < order.length
            ? Optional.of(new PatientPairs(this.owner, this.positive, next, (int) patients))
            : Optional.empty();
  }

  /**
   * The Mann–Whitney estimate: the share of pairs of a positive and a negative item in which the
   * positive one has the larger score, ties counted one half.
   *
   * @param weights how often each patient counts
   * @return NaN if there is no positive or no negative item
   */
  double auc(int[] weights) {
    if (pairs.isPresent()) {
      return pairs.get().auc(weights);
    }
    // Whole numbers and halves below 2^53 are exact.
    double won = 0;
    long below = 0;
    long tiedNegatives = 0;
    long positives = 0;
    long tiedPositives = 0;
    for (int i = 0; i < owner.length; i++) {
      if (next[i]) {
        won += tiedPositives * (below + 0.5 * tiedNegatives);
        below += tiedNegatives;
        positives += tiedPositives;
        tiedNegatives = 0;
        tiedPositives = 0;
      }
      int weight = weights[owner[i]];
      tiedPositives += weight & positive[i];
      tiedNegatives += weight & ~positive[i];
    }
    won += tiedPositives * (below + 0.5 * tiedNegatives);
    below += tiedNegatives;
    positives += tiedPositives;
    return positives == 0 || below == 0 ? Double.NaN : won / ((double) positives * below);
  }
}
