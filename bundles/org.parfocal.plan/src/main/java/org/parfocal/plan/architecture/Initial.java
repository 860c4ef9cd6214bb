package org.parfocal.plan.architecture;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How the first values of a tensor are drawn.
 *
 * @param distribution of each number by itself
 * @param scale of the distribution
 */
public record Initial(Distribution distribution, double scale) {
  /** Of a bias, or a mean. */
  public static final Initial ZERO = new Initial(Distribution.CONSTANT, 0);

  /** Of a scale, or a variance. */
  public static final Initial ONE = new Initial(Distribution.CONSTANT, 1);

  /** Distributions. */
  public enum Distribution {
    /** Every number is the scale; draws nothing. */
    CONSTANT,
    /** Even between ±scale. */
    UNIFORM,
    /** Normal with mean 0 and the scale as its deviation. */
    NORMAL
  }

  /** Fills an array in order. */
  public void fill(float[] values, RandomGenerator random) {
    switch (distribution) {
      case CONSTANT -> Arrays.fill(values, (float) scale);
      case UNIFORM -> {
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) random.nextDouble(-scale, scale);
        }
      }
      case NORMAL -> {
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) (scale * random.nextGaussian());
        }
      }
    }
  }
}
