package org.parfocal.model.smse.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.parfocal.api.Sample;

/**
 * How far classes lie apart across magnifications: root mean square Euclidean distances over all
 * pairs of images of two different magnifications, for pairs of one class and of two classes. Taken
 * from the moments of each class at each magnification, so that no pair is visited.
 *
 * @param same of images of one class; NaN if there is no such pair
 * @param other of images of two classes; NaN if there is no such pair
 */
record Separation(double same, double other) {
  /**
   * Measures embeddings.
   *
   * @param rows of the samples, row-major
   */
  static Separation of(List<Sample> samples, float[] rows, int width) {
    Map<List<Object>, Cloud> clouds = new LinkedHashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      Sample sample = samples.get(row);
      String magnification = Objects.requireNonNullElse(sample.magnification(), "");
      clouds
          .computeIfAbsent(
              List.of(sample.label(), magnification),
              key -> new Cloud(sample.label(), magnification, width))
          .add(rows, row * width);
    }
    List<Cloud> all = List.copyOf(clouds.values());
    return new Separation(distance(all, true), distance(all, false));
  }

  /** Distance of two classes over distance within one; NaN if undefined. */
  double ratio() {
    return same > 0 ? other / same : Double.NaN;
  }

  /** By name; empty unless there are pairs of both kinds. */
  Map<String, Double> numbers() {
    if (Double.isNaN(ratio())) {
      return Map.of();
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("same-class-distance", same);
    numbers.put("other-class-distance", other);
    numbers.put("separation", ratio());
    return numbers;
  }

  private static double distance(List<Cloud> clouds, boolean oneClass) {
    double sum = 0;
    double pairs = 0;
    for (int first = 0; first < clouds.size(); first++) {
      for (Cloud second : clouds.subList(first + 1, clouds.size())) {
        Cloud cloud = clouds.get(first);
        if ((cloud.label == second.label) == oneClass
            && !cloud.magnification.equals(second.magnification)) {
          double count = (double) cloud.size * second.size;
          sum += count * Math.max(0, cloud.meanSquaredDistance(second));
          pairs += count;
        }
      }
    }
    return Math.sqrt(sum / pairs);
  }

  /** The moments of one class at one magnification. */
  private static final class Cloud {
    final int label;
    final String magnification;
    final double[] sums;
    double squares;
    int size;

    Cloud(int label, String magnification, int width) {
      this.label = label;
      this.magnification = magnification;
      this.sums = new double[width];
    }

    void add(float[] rows, int start) {
      for (int k = 0; k < sums.length; k++) {
        double value = rows[start + k];
        sums[k] += value;
        squares += value * value;
      }
      size++;
    }

    /** E‖x−y‖² = E‖x‖² + E‖y‖² − 2·E[x]·E[y]. */
    double meanSquaredDistance(Cloud other) {
      double product = 0;
      for (int k = 0; k < sums.length; k++) {
        product += sums[k] / size * (other.sums[k] / other.size);
      }
      return squares / size + other.squares / other.size - 2 * product;
    }
  }
}
