package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.learning.Loss;

/** Means of the loss terms over the rows of an epoch so far, and sums of what was counted. */
final class EpochLosses {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long rows;
  private long nanoseconds;
  private long waited;

  void add(Loss loss, int count) {
    loss.terms().forEach((term, value) -> sums.merge(term, value * count, Double::sum));
    loss.counts().forEach((name, value) -> counts.merge(name, value, Long::sum));
    rows += count;
  }

  /** Adds time that the objective took. */
  void spent(long time) {
    nanoseconds += time;
  }

  /** Time that the objective took. */
  double seconds() {
    return nanoseconds / 1e9;
  }

  /** Tells for how many nanoseconds the engine waited for its input. */
  void waited(long time) {
    waited = time;
  }

  /** Time that the engine waited for its input. */
  double secondsWaited() {
    return waited / 1e9;
  }

  /** Sum of each count. */
  Map<String, Long> counts() {
    return counts;
  }

  long rows() {
    return rows;
  }

  /** Mean of each term. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((term, sum) -> means.put(term, sum / rows));
    return means;
  }

  /** Mean of what is minimised. */
  double total() {
    return sums.values().stream().mapToDouble(Double::doubleValue).sum() / rows;
  }
}
