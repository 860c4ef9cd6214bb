package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReversalScheduleTest {
  @Test
  void risesAsTheHyperbolicTangentOfHalfItsArgument() {
    ReversalSchedule schedule = new ReversalSchedule(0.7, 10, false);

    for (double progress = 0; progress <= 1; progress += 0.05) {
      // 2/(1 + e^−x) − 1 = tanh(x/2)
      assertThat(schedule.at(progress)).isCloseTo(0.7 * Math.tanh(5 * progress), within(1e-12));
    }
    assertThat(schedule.at(0)).isZero();
    assertThat(new ReversalSchedule(1, 3, false).at(0.5)).isCloseTo(Math.tanh(0.75), within(1e-12));
  }

  @Test
  void isConstantIfAsked() {
    ReversalSchedule schedule = new ReversalSchedule(0.7, 10, true);

    assertThat(schedule.at(0)).isEqualTo(0.7);
    assertThat(schedule.at(1)).isEqualTo(0.7);
  }

  @Test
  void isExactlyNothingForNoReversal() {
    assertThat(new ReversalSchedule(0, 10, false).at(0.5)).isZero();
  }
}
