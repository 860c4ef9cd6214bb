package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides between classes by an L2 logistic regression for each pair of them: each pair has a vote,
 * and of classes with as many votes the one with the largest sum of pairwise probabilities is
 * taken.
 *
 * <p>Magnifications have an order, and embeddings often vary along it. One class against the rest
 * then fails for every class in the middle, which no plane separates from both of its neighbours;
 * pairs do not have this fault.
 */
final class PairwiseModel {
  private record Pair(int first, int second, LinearModel model) {}

  private final int classes;
  private final List<Pair> pairs = new ArrayList<>();
  private final int only;

  /**
   * Fits.
   *
   * @param training at least one row
   * @param classes number of classes; those that do not occur are never decided
   * @param c weight of the losses against the penalty
   */
  PairwiseModel(LabelledRows training, int classes, double c) {
    this.classes = classes;
    int[] labels = training.labels();
    int[] occurring = IntStream.of(labels).distinct().sorted().toArray();
    only = occurring[0];
    LogisticRegression regression = LogisticRegression.l2(c).tolerance(LogisticRegression.QUICK);
    for (int first : occurring) {
      for (int second : occurring) {
        if (first < second) {
          int[] rows =
              IntStream.range(0, labels.length)
                  .filter(row -> labels[row] == first || labels[row] == second)
                  .toArray();
          LabelledRows both = training.select(rows);
          int[] isSecond =
              Arrays.stream(both.labels()).map(label -> label == second ? 1 : 0).toArray();
          pairs.add(new Pair(first, second, regression.fit(both.rows(), isSecond, 2)));
        }
      }
    }
  }

  /** The class of a row. */
  int decide(double[] row) {
    double[] votes = new double[classes];
    for (Pair pair : pairs) {
      double[] probabilities = pair.model().probabilities(row);
      votes[probabilities[0] >= probabilities[1] ? pair.first() : pair.second()]++;
      // All probabilities of a class together are less than one vote.
      votes[pair.first()] += probabilities[0] / classes;
      votes[pair.second()] += probabilities[1] / classes;
    }
    int best = only;
    for (int label = 0; label < classes; label++) {
      best = votes[label] > votes[best] ? label : best;
    }
    return best;
  }
}
