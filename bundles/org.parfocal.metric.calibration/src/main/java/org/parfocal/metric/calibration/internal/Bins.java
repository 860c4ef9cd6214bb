package org.parfocal.metric.calibration.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which bin each probability falls into. Equal probabilities always fall into one bin, so that
 * nothing depends on the order of the images.
 *
 * @param count of bins
 * @param of the bin of each probability, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Bins(int count, int[] of) {

  /** Bins of one width; each holds its lower edge, the last one also 1. */
  static Bins equalWidth(double[] probabilities, int count) {
    return new Bins(
        count, Arrays.stream(probabilities).mapToInt(value -> wide(value, count)).toArray());
  }

  private static int wide(double probability, int count) {
    int bin = (int) (probability * count);
    // The product may be rounded across an edge.
    if ((bin + 1.0) / count <= probability) {
      bin++;
    } else if ((double) bin / count > probability) {
      bin--;
    }
    return Math.min(bin, count - 1);
  }

  /**
   * Bins of about one number of images: the sorted probabilities are cut at equal ranks. Equal
   * probabilities fall into the bin of the middle one of them; bins may stay empty.
   */
  static Bins equalMass(double[] probabilities, int count) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted((one, other) -> Double.compare(probabilities[one], probabilities[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] of = new int[order.length];
    int first = 0;
    while (first < order.length) {
      int end = first + 1;
      while (end < order.length && probabilities[order[end]] == probabilities[order[first]]) {
        end++;
      }
      // (first + end) / 2 is the middle of the ranks, each image being one wide.
      int bin = (int) ((long) count * (first + end) / (2L * order.length));
      for (int rank = first; rank < end; rank++) {
        of[order[rank]] = bin;
      }
      first = end;
    }
    return new Bins(count, of);
  }

  /** How many there are, and how many of them hold something. */
  String note() {
    long filled = Arrays.stream(of).distinct().count();
    return filled == count ? count + " bins" : "%d of %d bins hold images".formatted(filled, count);
  }
}
