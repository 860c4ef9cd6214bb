package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientClippingTest {
  @Test
  void scalesDownToTheNormAndNeverUp() {
    GradientClipping clipping = new GradientClipping(2);

    assertThat(clipping.scale(8) * 8).isCloseTo(2, within(1e-6));
    assertThat(clipping.scale(1)).isEqualTo(1);
    assertThat(clipping.scale(0)).isEqualTo(1);
    assertThat(clipping.meanNorm()).isEqualTo(3);
    assertThat(clipping.clippedShare()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void isOffAtNothing() {
    assertThat(new GradientClipping(0).on()).isFalse();
    assertThat(new GradientClipping(0.1).on()).isTrue();
  }
}
