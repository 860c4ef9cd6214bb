package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParameterTest {
  @Test
  void stepsAsAdamIsDefined() {
    Parameter parameter = Parameter.constant(1, 2);
    double[] slopes = {0.3, -0.1, 0.7};
    double m = 0;
    double v = 0;
    double x = 2;
    for (int t = 1; t <= 3; t++) {
      double g = slopes[t - 1];
      m = 0.5 * m + 0.5 * g;
      v = 0.999 * v + 0.001 * g * g;
      x -= 0.01 * (m / (1 - Math.pow(0.5, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);

      parameter.slopes()[0] = (float) g;
      parameter.adam(AdamConstants.radford(0.01), t);

      assertThat((double) parameter.values()[0]).isCloseTo(x, within(1e-6));
    }
  }

  @Test
  void startsNormallyDistributed() {
    float[] values = Parameter.normal(20_000, 1, 0.02, new SplittableRandom(3)).values();
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / 20_000.0;
      square += (value - 1) * (value - 1) / 20_000.0;
    }

    assertThat(mean).isCloseTo(1, within(0.001));
    assertThat(Math.sqrt(square)).isCloseTo(0.02, within(0.001));
  }
}
