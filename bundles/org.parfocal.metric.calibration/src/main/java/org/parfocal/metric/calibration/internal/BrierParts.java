package org.parfocal.metric.calibration.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Prediction;

/**
 * The Brier score and its parts (Murphy 1973): reliability (the squared distance between a bin's
 * mean probability and its share of events), minus resolution (how far the bins' shares are from
 * the overall one), plus uncertainty (the variance of the event itself). Murphy's forecasts are
 * equal within a bin; where they are not, what remains is the variance within bins less twice the
 * covariance within bins (Stephenson, Coelho and Jolliffe 2008), the fourth part, so that the sum
 * is exact. Bins are of equal mass.
 *
 * <p>For two classes of the positive class, for more the sum over the classes, each against the
 * rest, as the Brier score itself is.
 */
final class BrierParts {
  private final List<Reliability> classes = new ArrayList<>();
  private final double[] loss;

  BrierParts(List<Prediction> predictions, List<String> patients, int classes, int bins) {
    loss = new double[patients.size()];
    int[] labels = classes == 2 ? new int[] {1} : IntStream.range(0, classes).toArray();
    for (int label : labels) {
      Forecasts forecasts = Forecasts.ofClass(predictions, patients, label);
      this.classes.add(new Reliability(forecasts, Bins.equalMass(forecasts.probability(), bins)));
      for (int i = 0; i < predictions.size(); i++) {
        double difference = forecasts.probability()[i] - forecasts.occurred()[i];
        loss[forecasts.patient()[i]] += difference * difference;
      }
    }
  }

  /** The whole and its four parts. */
  Numbers numbers(String scope) {
    return new Numbers(
        Stream.of(
                "calibration-brier",
                "brier-reliability",
                "brier-resolution",
                "brier-uncertainty",
                "brier-within-bins")
            .map(name -> new Numbers.Name(name, scope, ""))
            .toList(),
        this::values);
  }

  private double[] values(int[] weights) {
    double reliability = 0;
    double resolution = 0;
    double uncertainty = 0;
    double all = 0;
    for (Reliability one : classes) {
      Reliability.Table table = one.table(weights);
      all = table.all();
      double base = table.base();
      uncertainty += base * (1 - base);
      for (int bin = 0; bin < table.images().length; bin++) {
        if (table.images()[bin] > 0) {
          double share = table.images()[bin] / all;
          reliability += share * square(table.confidence(bin) - table.frequency(bin));
          resolution += share * square(table.frequency(bin) - base);
        }
      }
    }
    double whole = loss(weights) / all;
    return new double[] {
      whole, reliability, resolution, uncertainty, whole - reliability + resolution - uncertainty
    };
  }

  private double loss(int[] weights) {
    double sum = 0;
    for (int patient = 0; patient < weights.length; patient++) {
      sum += weights[patient] * loss[patient];
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
