package org.parfocal.metric.calibration.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Prediction;

/** Negative log likelihood: the mean of −ln p of the true class, in nats. */
final class LogLoss {
  /** A class that was said to be impossible and is true costs 27.6 nats, not infinitely many. */
  private static final double SMALLEST = 1e-12;

  private final double[] sum;
  private final int[] images;
  private int clipped;

  LogLoss(List<Prediction> predictions, List<String> patients) {
    sum = new double[patients.size()];
    images = new int[sum.length];
    int[] owner = Forecasts.owners(predictions, patients);
    for (int i = 0; i < owner.length; i++) {
      double probability = predictions.get(i).probabilities().get(predictions.get(i).label());
      if (probability < SMALLEST) {
        clipped++;
      }
      sum[owner[i]] -= Math.log(Math.max(probability, SMALLEST));
      images[owner[i]]++;
    }
  }

  /** NaN without images. */
  double value(int[] weights) {
    double total = 0;
    long all = 0;
    for (int patient = 0; patient < weights.length; patient++) {
      total += weights[patient] * sum[patient];
      all += (long) weights[patient] * images[patient];
    }
    return total / all;
  }

  /** With how many probabilities were clipped in its note. */
  Numbers number(String scope) {
    String remark =
        clipped == 0
            ? ""
            : "%d of %d probabilities clipped at 1e-12"
                .formatted(clipped, Arrays.stream(images).sum());
    return Numbers.of(new Numbers.Name("negative-log-likelihood", scope, remark), this::value);
  }
}
