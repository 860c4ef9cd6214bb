package org.parfocal.model.smse.internal;

import java.util.Map;

/**
 * A loss on the Euclidean distances between the embeddings of a group, the first of which is its
 * anchor's. Rows are stored one after another; those of a group too.
 */
interface MetricLoss {
  /** Rows of a group. */
  int groupSize();

  /**
   * Computes the mean over the groups and its gradient.
   *
   * @param rows embeddings, row-major
   * @param width length of an embedding
   * @param labels class index of each row
   * @param weight factor of value and gradient
   * @param gradient weight·∂mean/∂rows is added here
   */
  Value evaluate(float[] rows, int width, int[] labels, double weight, double[] gradient);

  /**
   * Value of a metric loss.
   *
   * @param loss weight · mean over the groups
   * @param counts how many groups there were, and how many of them had a loss above zero
   */
  record Value(double loss, Map<String, Long> counts) {}

  /** ‖x−y‖² of the rows that start at {@code x} and {@code y}. */
  static double squaredDistance(float[] rows, int x, int y, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double difference = (double) rows[x + k] - rows[y + k];
      sum += difference * difference;
    }
    return sum;
  }

  /** Adds factor·(x−y) to the gradient of x, and takes it from that of y. */
  static void addGradient(float[] rows, int x, int y, int width, double factor, double[] gradient) {
    for (int k = 0; k < width; k++) {
      double change = factor * ((double) rows[x + k] - rows[y + k]);
      gradient[x + k] += change;
      gradient[y + k] -= change;
    }
  }
}
