package org.parfocal.model.smse.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ½·[t·d² + (1−t)·max(0, m−d)²] with d the Euclidean distance of a pair and t = 1 for two images of
 * one class, 0 for two classes (Hadsell, Chopra and LeCun 2006; from the probable reference code of
 * Sun et al. 2022).
 *
 * @param margin m
 */
record PairLoss(double margin) implements MetricLoss {
  @Override
  public int groupSize() {
    return 2;
  }

  @Override
  public Value evaluate(float[] rows, int width, int[] labels, double weight, double[] gradient) {
    int pairs = labels.length / 2;
    double share = weight / pairs;
    double sum = 0;
    long active = 0;
    long same = 0;
    for (int pair = 0; pair < pairs; pair++) {
      int anchor = 2 * pair * width;
      int other = anchor + width;
      double distance = Math.sqrt(MetricLoss.squaredDistance(rows, anchor, other, width));
      boolean together = labels[2 * pair] == labels[2 * pair + 1];
      double gap = together ? distance : Math.max(0, margin - distance);
      sum += 0.5 * gap * gap;
      same += together ? 1 : 0;
      active += gap > 0 ? 1 : 0;
      // ∂/∂anchor is factor·(anchor − other). At distance 0 two classes have no direction to part
      // in: the gradient is taken as 0 there.
      double factor = together ? 1 : distance > 0 ? -gap / distance : 0;
      MetricLoss.addGradient(rows, anchor, other, width, share * factor, gradient);
    }
    return new Value(share * sum, counts(pairs, same, active));
  }

  private static Map<String, Long> counts(long pairs, long same, long active) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pairs", pairs);
    counts.put("same-class-pairs", same);
    counts.put("active-pairs", active);
    return counts;
  }
}
