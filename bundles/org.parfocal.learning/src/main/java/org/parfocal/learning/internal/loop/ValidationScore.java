package org.parfocal.learning.internal.loop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How good class probabilities are on the validation samples.
 *
 * @param loss mean of −log p of the true class; p is taken as 1e-12 at least
 * @param auc area under the ROC curve, ties count one half; with two classes for the second, with
 *     more the mean over classes against the rest; NaN if one class holds all samples
 * @param balancedAccuracy mean recall of the classes that occur
 */
record ValidationScore(double loss, double auc, double balancedAccuracy) {
  private static final double SMALLEST = 1e-12;

  /**
   * Scores probabilities.
   *
   * @param probabilities row-major {@code [n, classes]}, n above 0
   * @param labels class index of each row
   */
  static ValidationScore of(float[] probabilities, int[] labels, int classes) {
    return new ValidationScore(
        loss(probabilities, labels, classes),
        classes == 2
            ? auc(probabilities, labels, classes, 1)
            : IntStream.range(0, classes)
                .mapToDouble(positive -> auc(probabilities, labels, classes, positive))
                .filter(auc -> !Double.isNaN(auc))
                .average()
                .orElse(Double.NaN),
        balancedAccuracy(probabilities, labels, classes));
  }

  private static double loss(float[] probabilities, int[] labels, int classes) {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      double p = probabilities[row * classes + labels[row]];
      sum -= Double.isNaN(p) ? Double.NaN : Math.log(Math.max(p, SMALLEST));
    }
    return sum / labels.length;
  }

  /** The rank sum of Mann and Whitney; equal scores share the mean of their ranks. */
  private static double auc(float[] probabilities, int[] labels, int classes, int positive) {
    Integer[] order = new Integer[labels.length];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, Comparator.comparing(row -> probabilities[row * classes + positive]));
    long positives = Arrays.stream(labels).filter(label -> label == positive).count();
    long negatives = labels.length - positives;
    double ranks = 0;
    for (int first = 0; first < order.length; ) {
      float value = probabilities[order[first] * classes + positive];
      int end = first;
      int positivesHere = 0;
      while (end < order.length && probabilities[order[end] * classes + positive] == value) {
        positivesHere += labels[order[end]] == positive ? 1 : 0;
        end++;
      }
      if (end == first) {
        return Double.NaN; // not a number equals nothing, itself included
      }
      ranks += positivesHere * (first + 1 + end) / 2.0;
      first = end;
    }
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  private static double balancedAccuracy(float[] probabilities, int[] labels, int classes) {
    int[] right = new int[classes];
    int[] all = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        if (probabilities[row * classes + k] > probabilities[row * classes + best]) {
          best = k;
        }
      }
      all[labels[row]]++;
      right[labels[row]] += best == labels[row] ? 1 : 0;
    }
    return IntStream.range(0, classes)
        .filter(k -> all[k] > 0)
        .mapToDouble(k -> (double) right[k] / all[k])
        .average()
        .orElse(Double.NaN);
  }
}
