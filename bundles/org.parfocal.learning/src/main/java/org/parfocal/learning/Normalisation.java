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

  /** What each byte of each channel becomes, {@code [3][256]}: (byte / 255 − mean) / deviation. */
  public float[][] table() {
    float[][] table = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int value = 0; value < 256; value++) {
        table[channel][value] =
            (float) ((value / 255.0 - mean.get(channel)) / deviation.get(channel));
      }
    }
    return table;
  }
}
