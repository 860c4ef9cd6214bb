package org.parfocal.metric.classification.internal;

/**
 * The Brier score. For two classes the mean of (p_positive − y)²; for more, Brier's own sum over
 * the classes, the mean of Σ_c (p_c − y_c)², which for two classes would be twice as large.
 */
final class Brier {
  private final double[] sum;
  private final int[] images;

  Brier(PredictionArrays arrays) {
    sum = new double[arrays.patients().size()];
    images = new int[sum.length];
    for (int i = 0; i < arrays.images(); i++) {
      double loss = 0;
      for (int c = arrays.twoClasses() ? 1 : 0; c < arrays.classes().size(); c++) {
        double difference = arrays.probability()[c][i] - (arrays.label()[i] == c ? 1 : 0);
        loss += difference * difference;
      }
      sum[arrays.patient()[i]] += loss;
      images[arrays.patient()[i]]++;
    }
  }

  double value(int[] weights) {
    double total = 0;
    long all = 0;
    for (int patient = 0; patient < sum.length; patient++) {
      total += weights[patient] * sum[patient];
      all += (long) weights[patient] * images[patient];
    }
    return total / all;
  }
}
