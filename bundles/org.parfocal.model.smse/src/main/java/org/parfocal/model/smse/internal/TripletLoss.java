package org.parfocal.model.smse.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * max(0, ‖a−p‖² − ‖a−n‖² + m) for an anchor, a positive and a negative, with squared Euclidean
 * distances (Schroff, Kalenichenko and Philbin 2015; from the probable reference code of Sun et al.
 * 2022).
 *
 * @param margin m
 */
record TripletLoss(double margin) implements MetricLoss {
  @Override
  public int groupSize() {
    return 3;
  }

  @Override
  public Value evaluate(float[] rows, int width, int[] labels, double weight, double[] gradient) {
    int triplets = labels.length / 3;
    double share = weight / triplets;
    double sum = 0;
    long active = 0;
    for (int triplet = 0; triplet < triplets; triplet++) {
      int anchor = 3 * triplet * width;
      int positive = anchor + width;
      int negative = positive + width;
      double excess =
          MetricLoss.squaredDistance(rows, anchor, positive, width)
              - MetricLoss.squaredDistance(rows, anchor, negative, width)
              + margin;
      // Said this way round so that a NaN reaches the loss, where the training finds it.
      if (!(excess <= 0)) {
        sum += excess;
        active++;
        MetricLoss.addGradient(rows, anchor, positive, width, 2 * share, gradient);
        MetricLoss.addGradient(rows, anchor, negative, width, -2 * share, gradient);
      }
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("triplets", (long) triplets);
    counts.put("active-triplets", active);
    return new Value(share * sum, counts);
  }
}
