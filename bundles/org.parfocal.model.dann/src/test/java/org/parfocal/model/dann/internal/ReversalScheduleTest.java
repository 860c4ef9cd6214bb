package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReversalScheduleTest {
  @Test
  void risesAsTheHyperbolicTangentOfHalfItsArgument() {
    for (double progress = 0; progress <= 1; progress += 0.05) {
      // 2/(1 + e^−x) − 1 = tanh(x/2)
      assertThat(ReversalSchedule.GANIN.lambda(progress, 0.7, 10))
          .isCloseTo(0.7 * Math.tanh(5 * progress), within(1e-12));
    }
    assertThat(ReversalSchedule.GANIN.lambda(0, 0.7, 10)).isZero();
    assertThat(ReversalSchedule.GANIN.lambda(0.5, 1, 3)).isCloseTo(Math.tanh(0.75), within(1e-12));
  }

  @Test
  void isConstantIfAsked() {
    assertThat(ReversalSchedule.CONSTANT.lambda(0, 0.7, 10)).isEqualTo(0.7);
    assertThat(ReversalSchedule.CONSTANT.lambda(1, 0.7, 10)).isEqualTo(0.7);
  }

  @Test
  void isExactlyNothingForNoReversal() {
    assertThat(ReversalSchedule.GANIN.lambda(0.5, 0, 10)).isZero();
  }
}
