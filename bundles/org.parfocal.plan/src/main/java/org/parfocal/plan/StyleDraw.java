package org.parfocal.plan;

import java.util.SplittableRandom;

/**
 * What {@link MixStyle} draws for one batch.
 *
 * @param mixes whether the batch is mixed at all
 * @param shares of its own statistics that each image keeps; none if nothing is mixed
 * @param partners the image with which each one is mixed, a permutation; none if nothing is mixed
 */
@SuppressWarnings("ArrayRecordComponent") // made once a step, and compared by nobody
public record StyleDraw(boolean mixes, double[] shares, int[] partners) {
  private static final StyleDraw NONE = new StyleDraw(false, new double[0], new int[0]);

  /** Draws; the same for the same seed on every target. */
  public static StyleDraw of(Operation.MixStyle mix, int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (random.nextDouble() >= mix.probability()) {
      return NONE;
    }
    double[] shares = new double[images];
    int[] partners = new int[images];
    for (int image = 0; image < images; image++) {
      shares[image] = beta(random, mix.alpha());
      int other = random.nextInt(image + 1);
      partners[image] = partners[other];
      partners[other] = image;
    }
    return new StyleDraw(true, shares, partners);
  }

  /** A number of Beta(α, α), by the method of Jöhnk (1964), which is quick for α up to 1. */
  static double beta(SplittableRandom random, double alpha) {
    while (true) {
      double one = Math.pow(random.nextDouble(), 1 / alpha);
      double two = Math.pow(random.nextDouble(), 1 / alpha);
      if (one + two > 0 && one + two <= 1) {
        return one / (one + two);
      }
    }
  }
}
