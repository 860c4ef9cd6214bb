package org.parfocal.metric.classification.internal;

/**
 * The Brier score. For two classes the mean of (p_positive − y)²; for more, Brier's own sum over
 * the classes, the mean of Σ_c (p_c − y_c)², which for two classes would be twice as large.
 */
final class Brier {
  private final double[] sum;
  private final int[] images;

  Brier(Cases cases) {
    sum = new double[cases.patients().size()];
    images = new int[sum.length];
    for (int i = 0; i < cases.images(); i++) {
      double loss = 0;
      for (int c = cases.twoClasses() ? 1 : 0; c < cases.classes().size(); c++) {
        double difference = cases.probability()[c][i] - (cases.label()[i] == c ? 1 : 0);
        loss += difference * difference;
      }
      sum[cases.patient()[i]] += loss;
      images[cases.patient()[i]]++;
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
