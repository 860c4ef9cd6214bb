package org.parfocal.benchmarks;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * How far an engine's numbers are from the reference's.
 *
 * @param tensor the one that is farthest
 * @param relative ‖engine − reference‖ / ‖reference‖ of that tensor
 */
record Difference(String tensor, double relative) {
  /**
   * Below this share of the norm of all tensors a tensor is zero but for rounding, such as the
   * gradient of a bias before batch norm; its error is then told relative to the norm of all.
   */
  private static final double ZERO = 1e-6;

  /** Compares the tensors of the reference, which may be none; the engine may have others. */
  static Difference of(Map<String, Values> engine, Map<String, Values> reference) {
    double all = Math.sqrt(reference.values().stream().mapToDouble(Difference::squaredNorm).sum());
    return reference.keySet().stream()
        .map(name -> new Difference(name, relative(name, engine, reference, all)))
        .max(Comparator.comparingDouble(Difference::relative))
        .orElse(new Difference("–", 0));
  }

  private static double relative(
      String name, Map<String, Values> engine, Map<String, Values> reference, double all) {
    Values expected = Objects.requireNonNull(reference.get(name));
    Values actual = Values.named(name, expected.shape(), engine);
    double difference = 0;
    for (int i = 0; i < expected.numbers().length; i++) {
      double distance = (double) actual.numbers()[i] - expected.numbers()[i];
      difference += distance * distance;
    }
    double norm = Math.sqrt(squaredNorm(expected));
    return Math.sqrt(difference) / (norm > ZERO * all ? norm : all);
  }

  private static double squaredNorm(Values values) {
    double sum = 0;
    for (float number : values.numbers()) {
      sum += (double) number * number;
    }
    return sum;
  }

  /** The largest relative difference of two series, of the same length. */
  static double largest(double[] engine, double[] reference) {
    double largest = 0;
    for (int i = 0; i < reference.length; i++) {
      largest = Math.max(largest, Math.abs(engine[i] - reference[i]) / Math.abs(reference[i]));
    }
    return largest;
  }
}
