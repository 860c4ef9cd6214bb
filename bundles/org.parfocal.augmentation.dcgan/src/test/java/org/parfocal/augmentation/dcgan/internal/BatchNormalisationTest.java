package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchNormalisationTest {
  private static final double EPSILON = 1e-5;

  private final BatchNormalisation norm = new BatchNormalisation(2, new SplittableRandom(1));

  /** Channel 0 is 1, 3 (mean 2, variance 1); channel 1 is 10, 30 (mean 20, variance 100). */
  @Test
  void bringsEachChannelOfABatchToScaleAndShift() {
    norm.state().get(1)[1] = 7;
    float gamma0 = norm.state().get(0)[0];
    float gamma1 = norm.state().get(0)[1];

    float[] y = norm.forward(new float[] {1, 10, 3, 30}, Pass.TRAINING);

    assertThat((double) y[2]).isCloseTo(gamma0 / Math.sqrt(1 + EPSILON), within(1e-6));
    assertThat((double) y[1]).isCloseTo(7 - 10 * gamma1 / Math.sqrt(100 + EPSILON), within(1e-6));
  }

  @Test
  void generatesWithTheMeansOfTheSettlingBatches() {
    norm.forward(new float[] {100, 100, 300, 300}, Pass.TRAINING);
    norm.forward(new float[] {1, 10, 3, 30}, Pass.SETTLING);
    norm.forward(new float[] {4, 10, 10, 30}, Pass.SETTLING);

    // Channel 0: means 2 and 7, variances 1 and 9.
    assertThat(norm.state().get(2)).containsExactly(4.5f, 20);
    assertThat(norm.state().get(3)).containsExactly(5, 100);
    float gamma = norm.state().get(0)[0];
    float[] alone = norm.forward(new float[] {6.5f, 0}, Pass.GENERATION);
    assertThat((double) alone[0]).isCloseTo(gamma * 2 / Math.sqrt(5 + EPSILON), within(1e-6));
  }
}
