package org.parfocal.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Corrects p for the number of comparisons (Holm 1979, A simple sequentially rejective multiple
 * test procedure, Scandinavian Journal of Statistics 6): the chance of one false finding among all
 * of them stays below the p that is corrected, whatever they have in common.
 */
public final class Holm {
  private Holm() {}

  /** In the order of these; NaN stays NaN and is no comparison. */
  public static double[] corrected(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((one, other) -> Double.compare(p[one], p[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = new double[p.length];
    Arrays.fill(corrected, Double.NaN);
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (order.length - rank) * p[order[rank]]));
      corrected[order[rank]] = largest;
    }
    return corrected;
  }
}
