package org.parfocal.learning;

import java.util.List;

/**
 * What values from 0 to 1 are normalised by: (value − mean) / deviation.
 *
 * @param mean of red, green and blue
 * @param deviation of red, green and blue, each above 0
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  /** Copies the lists. */
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != 3 || deviation.size() != 3) {
      throw new IllegalArgumentException("images have three channels");
    }
  }
}
