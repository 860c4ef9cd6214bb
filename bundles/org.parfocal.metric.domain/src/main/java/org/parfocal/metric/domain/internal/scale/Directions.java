package org.parfocal.metric.domain.internal.scale;

import java.util.Arrays;

/** Rows by their direction alone. */
final class Directions {
  private Directions() {}

  /** A row of length 1; a row of zeros stays one. */
  static double[] unit(double[] row) {
    double length = Math.sqrt(product(row, row));
    return length == 0 ? row.clone() : Arrays.stream(row).map(value -> value / length).toArray();
  }

  static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
