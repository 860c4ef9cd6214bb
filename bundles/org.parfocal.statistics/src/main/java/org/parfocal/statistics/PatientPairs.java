package org.parfocal.statistics;

import java.util.Arrays;

/**
 * How often a positive item of one patient has a larger score than a negative item of another one,
 * ties counted one half. The area under the ROC curve of any weighting is then a sum over pairs of
 * patients, and not over items: the same number, to the last bit, where a pass over the items is
 * longer.
 */
final class PatientPairs {
  /** By the positive item's patient and the negative one's; whole numbers and halves. */
  private final double[][] won;

  private final long[] positives;
  private final long[] negatives;

  /**
   * Counts.
   *
   * @param owner number of the patient of each item, in the order of the scores
   * @param positive of each item; zero for a negative one
   * @param next whether an item has another score than the one before it
   * @param patients how many
   */
  PatientPairs(int[] owner, int[] positive, boolean[] next, int patients) {
    won = new double[patients][patients];
    positives = new long[patients];
    negatives = new long[patients];
    int start = 0;
    for (int end = 1; end <= owner.length; end++) {
      if (end == owner.length || next[end]) {
        addTied(Arrays.copyOfRange(owner, start, end), Arrays.copyOfRange(positive, start, end));
        start = end;
      }
    }
  }

  /** Adds items of one score, above all that were added before. */
  private void addTied(int[] owner, int[] positive) {
    long[] tied = new long[negatives.length];
    for (int i = 0; i < owner.length; i++) {
      if (positive[i] == 0) {
        tied[owner[i]]++;
      }
    }
    for (int i = 0; i < owner.length; i++) {
      if (positive[i] != 0) {
        positives[owner[i]]++;
        for (int other = 0; other < tied.length; other++) {
          won[owner[i]][other] += negatives[other] + 0.5 * tied[other];
        }
      }
    }
    for (int other = 0; other < tied.length; other++) {
      negatives[other] += tied[other];
    }
  }

  /**
   * The share of pairs that are won.
   *
   * @param weights how often each patient counts
   * @return NaN if there is no positive or no negative item
   */
  double auc(int[] weights) {
    // Whole numbers and halves below 2^53 are exact.
    double all = 0;
    long above = 0;
    long below = 0;
    for (int patient = 0; patient < won.length; patient++) {
      above += weights[patient] * positives[patient];
      below += weights[patient] * negatives[patient];
      if (weights[patient] > 0 && positives[patient] > 0) {
        double ofPatient = 0;
        for (int other = 0; other < won.length; other++) {
          ofPatient += weights[other] * won[patient][other];
        }
        all += weights[patient] * ofPatient;
      }
    }
    return above == 0 || below == 0 ? Double.NaN : all / ((double) above * below);
  }
}
