package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final int COUNT = 20_000;

  @Test
  void drawsNormalNumbers() {
    float[] values = drawn(Initializer.normal(1, 0.02));

    assertThat(mean(values)).isCloseTo(1, within(0.001));
    assertThat(deviation(values)).isCloseTo(0.02, within(0.001));
  }

  @Test
  void drawsEvenlyByTheNumberOfInputs() {
    float[] values = drawn(Initializer.uniformByInputs(25));

    for (float value : values) {
      assertThat(value).isBetween(-0.2f, 0.2f);
    }
    assertThat(mean(values)).isCloseTo(0, within(0.003));
    assertThat(deviation(values)).isCloseTo(0.4 / Math.sqrt(12), within(0.002));
  }

  @Test
  void givesConstants() {
    assertThat(drawn(Initializer.constant(0.25f))).containsOnly(0.25f);
  }

  private static float[] drawn(Initializer initializer) {
    float[] values = new float[COUNT];
    initializer.fill(values, new SplittableRandom(3));
    return values;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
