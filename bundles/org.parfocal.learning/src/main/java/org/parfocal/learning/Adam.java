package org.parfocal.learning;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam (Kingma and Ba 2015) for one parameter tensor, with its usual constants: β₁ 0.9, β₂ 0.999, ε
 * 1e-8, moments corrected for their start at zero.
 */
public final class Adam {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] mean;
  private final double[] square;
  private final float[] values;
  private final float[] slopes;
  private double power1 = 1;
  private double power2 = 1;

  /**
   * Starts with zero moments.
   *
   * @param length number of parameters
   */
  public Adam(long length) {
    int size = Math.toIntExact(length);
    mean = new double[size];
    square = new double[size];
    values = new float[size];
    slopes = new float[size];
  }

  /**
   * Changes a parameter in place by one step.
   *
   * @param parameter float, as long as given to the constructor
   * @param gradient of the same shape; not changed
   */
  public void step(INDArray parameter, INDArray gradient, double learningRate) {
    if (parameter.length() != mean.length || gradient.length() != mean.length) {
      throw new IllegalArgumentException(
          parameter.length() + " parameters, " + gradient.length() + " slopes, " + mean.length);
    }
    FloatTensors.read(parameter, values);
    FloatTensors.read(gradient, slopes);
    power1 *= BETA_1;
    power2 *= BETA_2;
    double rate = learningRate / (1 - power1);
    double correction = 1 / (1 - power2);
    for (int index = 0; index < values.length; index++) {
      double slope = slopes[index];
      double m = BETA_1 * mean[index] + (1 - BETA_1) * slope;
      double v = BETA_2 * square[index] + (1 - BETA_2) * slope * slope;
      mean[index] = m;
      square[index] = v;
      values[index] -= (float) (rate * m / (Math.sqrt(v * correction) + EPSILON));
    }
    FloatTensors.write(values, parameter);
  }
}
