package org.parfocal.imaging.internal;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How an image is stained, as far as its colours' first two moments tell (Reinhard et al. 2001): of
 * L*, a* and b* the means, and then the standard deviations, over its pixels.
 *
 * @param moments three means and three deviations
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record StainStyle(double[] moments) {
  private static final int CHANNELS = 3;

  /** A channel that varies less has no deviation that could be stretched. */
  private static final double LEAST_DEVIATION = 1e-4;

  /** Of an image in L*a*b*. */
  static StainStyle of(float[] lab) {
    double[] moments = new double[2 * CHANNELS];
    int pixels = lab.length / CHANNELS;
    for (int i = 0; i < lab.length; i++) {
      moments[i % CHANNELS] += lab[i] / (double) pixels;
    }
    for (int i = 0; i < lab.length; i++) {
      double difference = lab[i] - moments[i % CHANNELS];
      moments[CHANNELS + i % CHANNELS] += difference * difference / pixels;
    }
    for (int k = CHANNELS; k < moments.length; k++) {
      moments[k] = Math.sqrt(moments[k]);
    }
    return new StainStyle(moments);
  }

  /** Gives an image that has this style another one. */
  void change(float[] lab, StainStyle other) {
    for (int i = 0; i < lab.length; i++) {
      int k = i % CHANNELS;
      double stretch =
          other.moments[CHANNELS + k] / Math.max(LEAST_DEVIATION, moments[CHANNELS + k]);
      lab[i] = (float) ((lab[i] - moments[k]) * stretch + other.moments[k]);
    }
  }

  /**
   * What the styles of a data set are like: each moment by itself is normal.
   *
   * @param mean of each moment
   * @param deviation of each moment, of the population
   */
  record Distribution(double[] mean, double[] deviation) {
    /** Of one style or more. */
    static Distribution of(List<StainStyle> styles) {
      double[] mean = new double[2 * CHANNELS];
      double[] deviation = new double[2 * CHANNELS];
      for (int k = 0; k < mean.length; k++) {
        for (StainStyle style : styles) {
          mean[k] += style.moments[k] / styles.size();
        }
        for (StainStyle style : styles) {
          double difference = style.moments[k] - mean[k];
          deviation[k] += difference * difference / styles.size();
        }
        deviation[k] = Math.sqrt(deviation[k]);
      }
      return new Distribution(mean, deviation);
    }

    /**
     * A style that no image need have.
     *
     * @param spread factor of the deviations
     */
    StainStyle draw(double spread, RandomGenerator random) {
      double[] moments = new double[2 * CHANNELS];
      for (int k = 0; k < moments.length; k++) {
        moments[k] = mean[k] + spread * deviation[k] * random.nextGaussian();
      }
      for (int k = CHANNELS; k < moments.length; k++) {
        moments[k] = Math.max(0, moments[k]);
      }
      return new StainStyle(moments);
    }
  }
}
