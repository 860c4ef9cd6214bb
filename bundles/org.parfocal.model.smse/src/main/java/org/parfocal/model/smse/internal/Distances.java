package org.parfocal.model.smse.internal;

/** Euclidean geometry of rows that are stored one after another. */
final class Distances {
  private Distances() {}

  /** ‖x−y‖² of the rows that start at {@code x} and {@code y}. */
  static double squared(float[] rows, int x, int y, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double difference = (double) rows[x + k] - rows[y + k];
      sum += difference * difference;
    }
    return sum;
  }

  /** Adds factor·(x−y) to the gradient of x, and takes it from that of y. */
  static void addSlope(float[] rows, int x, int y, int width, double factor, double[] gradient) {
    for (int k = 0; k < width; k++) {
      double slope = factor * ((double) rows[x + k] - rows[y + k]);
      gradient[x + k] += slope;
      gradient[y + k] -= slope;
    }
  }
}
