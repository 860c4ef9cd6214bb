package org.parfocal.augmentation.dcgan.internal;

import java.util.random.RandomGenerator;

/** The random vectors behind images: independent standard normal numbers. */
final class Latent {
  private Latent() {}

  static void fill(float[] vectors, int offset, int length, RandomGenerator random) {
    for (int i = offset; i < offset + length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
  }
}
