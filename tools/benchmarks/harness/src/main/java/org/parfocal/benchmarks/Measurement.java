package org.parfocal.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was measured of one peer.
 *
 * @param rounds milliseconds of each step of each round
 * @param peakMebibytes largest resident memory of the process
 */
record Measurement(Peer peer, List<double[]> rounds, double peakMebibytes) {
  /** Milliseconds of a step: the median over the rounds of the mean over a round's steps. */
  double step() {
    return new Quantiles(means()).median();
  }

  /** All single steps. */
  Quantiles steps() {
    return new Quantiles(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /**
   * How many times as fast as the reference: the ratio in each round, where both ran within
   * seconds; what slows the whole machine down for a while cancels out.
   */
  Quantiles pairedSpeeds(Measurement reference) {
    double[] own = means();
    double[] other = reference.means();
    return new Quantiles(
        IntStream.range(0, own.length).mapToDouble(round -> other[round] / own[round]).toArray());
  }

  private double[] means() {
    return rounds.stream()
        .mapToDouble(steps -> Arrays.stream(steps).average().orElseThrow())
        .toArray();
  }
}
