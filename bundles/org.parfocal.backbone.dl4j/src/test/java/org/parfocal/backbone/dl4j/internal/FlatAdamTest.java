package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FlatAdamTest {
  /** Algorithm 1 of Kingma and Ba, as printed. */
  @Test
  void stepsAreThoseOfThePaper() {
    int length = 7;
    INDArray parameters = TestEngine.noise(1, 1, length);
    double[] theta = parameters.dup().data().asDouble();
    double[] m = new double[length];
    double[] v = new double[length];
    try (FlatAdam adam = new FlatAdam(length)) {
      for (int t = 1; t <= 4; t++) {
        INDArray gradient = TestEngine.noise(t + 10, length);
        for (int i = 0; i < length; i++) {
          double g = gradient.getDouble(i);
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          theta[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
        }
        adam.step(parameters, gradient, 0.01);
      }
    }
    for (int i = 0; i < length; i++) {
      assertThat(parameters.getDouble(i)).isCloseTo(theta[i], within(2e-6));
    }
  }
}
