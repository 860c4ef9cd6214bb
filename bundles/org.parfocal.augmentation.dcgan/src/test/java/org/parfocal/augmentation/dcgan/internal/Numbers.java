package org.parfocal.augmentation.dcgan.internal;

import java.util.SplittableRandom;

/** Random numbers for tests. */
final class Numbers {
  private Numbers() {}

  static float[] normal(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
