package org.parfocal.model.texture.internal;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Parameter-free threshold adjacency statistics (PFTAS), 54 numbers of one channel of an image
 * (Coelho et al. 2010, after Hamilton et al., BMC Bioinformatics 2007, 8:110).
 *
 * <p>With T the threshold of Otsu, and μ and σ the mean and standard deviation of the values above
 * it, three sets of pixels are made: those between μ − σ and μ + σ, those above μ − σ, and those
 * above μ. Of each set, and of the pixels that are not in it, nine numbers tell which share of its
 * pixels has 0, 1, … 8 of its neighbours in it. Borders are mirrored. A set without pixels has nine
 * zeros.
 */
final class ThresholdAdjacency {
  /** Numbers of one channel. */
  static final int LENGTH = 54;

  private static final int COUNTS = 9;
  private static final int VALUES = 256;

  private ThresholdAdjacency() {}

  /**
   * Computes.
   *
   * @param values 0 to 255, row by row
   * @param size edge of the square in pixels
   * @param statistics filled from {@code offset} with {@link #LENGTH} numbers: those of the three
   *     sets, and then those of what is not in them
   */
  static void write(int[] values, int size, float[] statistics, int offset) {
    int threshold = otsu(values);
    int[] above = IntStream.of(values).filter(value -> value > threshold).toArray();
    double mean = IntStream.of(above).average().orElse(0);
    double variance =
        IntStream.of(above)
            .mapToDouble(value -> (value - mean) * (value - mean))
            .average()
            .orElse(0);
    double low = mean - Math.sqrt(variance);
    double high = mean + Math.sqrt(variance);
    IntPredicate[] sets = {
      value -> value > low && value < high, value -> value > low, value -> value > mean
    };
    for (int set = 0; set < sets.length; set++) {
      boolean[] inside = new boolean[values.length];
      for (int pixel = 0; pixel < values.length; pixel++) {
        inside[pixel] = sets[set].test(values[pixel]);
      }
      int to = offset + set * COUNTS;
      shares(inside, true, size, statistics, to);
      shares(inside, false, size, statistics, to + sets.length * COUNTS);
    }
  }

  /**
   * The threshold t with the largest variance between the values up to t and those above it (Otsu
   * 1979); the smallest of several.
   */
  static int otsu(int[] values) {
    long[] counts = new long[VALUES];
    long sum = 0;
    for (int value : values) {
      counts[value]++;
      sum += value;
    }
    int best = 0;
    double most = 0;
    long below = 0;
    long sumBelow = 0;
    for (int threshold = 0; threshold < VALUES - 1; threshold++) {
      below += counts[threshold];
      sumBelow += threshold * counts[threshold];
      long above = values.length - below;
      if (below == 0 || above == 0) {
        continue;
      }
      double difference = (double) sumBelow / below - (double) (sum - sumBelow) / above;
      double variance = (double) below * above * difference * difference;
      if (variance > most) {
        most = variance;
        best = threshold;
      }
    }
    return best;
  }

  private static void shares(
      boolean[] inside, boolean which, int size, float[] statistics, int offset) {
    int[] counts = new int[COUNTS];
    int all = 0;
    for (int y = 0; y < size; y++) {
      int up = Math.max(0, y - 1) * size;
      int own = y * size;
      int down = Math.min(size - 1, y + 1) * size;
      for (int x = 0; x < size; x++) {
        if (inside[own + x] == which) {
          int left = Math.max(0, x - 1);
          int right = Math.min(size - 1, x + 1);
          int neighbours =
              row(inside, which, up, left, x, right)
                  + row(inside, which, own, left, x, right)
                  + row(inside, which, down, left, x, right)
                  - 1;
          counts[neighbours]++;
          all++;
        }
      }
    }
    for (int k = 0; k < COUNTS; k++) {
      statistics[offset + k] = all == 0 ? 0 : (float) counts[k] / all;
    }
  }

  private static int row(boolean[] inside, boolean which, int row, int left, int x, int right) {
    return (inside[row + left] == which ? 1 : 0)
        + (inside[row + x] == which ? 1 : 0)
        + (inside[row + right] == which ? 1 : 0);
  }
}
