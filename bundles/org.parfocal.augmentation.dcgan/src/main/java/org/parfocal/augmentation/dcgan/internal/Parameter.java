package org.parfocal.augmentation.dcgan.internal;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Numbers that are learned, their summed slopes, and the moments that Adam keeps of these. */
final class Parameter {
  private final float[] values;
  private final float[] slopes;
  private final float[] mean;
  private final float[] square;

  private Parameter(int length) {
    values = new float[length];
    slopes = new float[length];
    mean = new float[length];
    square = new float[length];
  }

  /** All the same. */
  static Parameter constant(int length, float value) {
    Parameter parameter = new Parameter(length);
    Arrays.fill(parameter.values, value);
    return parameter;
  }

  /** Independent normal numbers. */
  static Parameter normal(int length, double mean, double deviation, RandomGenerator random) {
    Parameter parameter = new Parameter(length);
    for (int i = 0; i < length; i++) {
      parameter.values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return parameter;
  }

  /** In place. */
  float[] values() {
    return values;
  }

  /** Sum since {@link #clearSlopes}, in place. */
  float[] slopes() {
    return slopes;
  }

  void clearSlopes() {
    Arrays.fill(slopes, 0);
  }

  /**
   * One step of Adam (Kingma and Ba 2015), whose moments are corrected for their start at zero.
   *
   * @param step from 1
   */
  void adam(AdamConstants constants, int step) {
    double beta1 = constants.beta1();
    double beta2 = constants.beta2();
    double rate = constants.learningRate() / (1 - Math.pow(beta1, step));
    double correction = 1 / (1 - Math.pow(beta2, step));
    for (int i = 0; i < values.length; i++) {
      double slope = slopes[i];
      double m = beta1 * mean[i] + (1 - beta1) * slope;
      double v = beta2 * square[i] + (1 - beta2) * slope * slope;
      mean[i] = (float) m;
      square[i] = (float) v;
      values[i] -= (float) (rate * m / (Math.sqrt(v * correction) + constants.epsilon()));
    }
  }
}
