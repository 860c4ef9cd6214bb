package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  @Test
  void aCosineFallsToNothing() {
    LearningRate rate = new LearningRate(0.2, Schedule.COSINE, 10, 0, 1);

    assertThat(rate.at(0)).isEqualTo(0.2);
    assertThat(rate.at(1.0 / 3)).isCloseTo(0.15, EXACTLY);
    assertThat(rate.at(0.5)).isCloseTo(0.1, EXACTLY);
    assertThat(rate.at(1)).isCloseTo(0, EXACTLY);
  }

  @Test
  void aConstantStays() {
    LearningRate rate = new LearningRate(0.2, Schedule.CONSTANT, 10, 0, 1);

    assertThat(rate.at(0)).isEqualTo(0.2);
    assertThat(rate.at(1)).isEqualTo(0.2);
  }

  @Test
  void aStepDividesByTenWhenItsEpochsAreOver() {
    LearningRate rate = new LearningRate(0.2, Schedule.STEP, 10, 0, 3);

    assertThat(rate.at(0.299)).isCloseTo(0.2, EXACTLY);
    assertThat(rate.at(0.3)).isCloseTo(0.02, EXACTLY);
    assertThat(rate.at(0.6)).isCloseTo(0.002, EXACTLY);
    assertThat(rate.at(0.95)).isCloseTo(0.0002, EXACTLY);
  }

  /** 4^0.75 is √8; 11^−0.75 is 0.165560. */
  @Test
  void ganinsFallsFastFirst() {
    LearningRate rate = new LearningRate(0.2, Schedule.DANN, 10, 0, 1);

    assertThat(rate.at(0)).isEqualTo(0.2);
    assertThat(rate.at(0.3)).isCloseTo(0.2 / Math.sqrt(8), EXACTLY);
    assertThat(rate.at(1)).isCloseTo(0.2 * 0.16556, within(1e-6));
  }

  @Test
  void warmUpIsAStraightLineFromNothing() {
    LearningRate rate = new LearningRate(0.2, Schedule.CONSTANT, 10, 2, 1);

    assertThat(rate.at(0)).isZero();
    assertThat(rate.at(0.05)).isCloseTo(0.05, EXACTLY);
    assertThat(rate.at(0.1)).isCloseTo(0.1, EXACTLY);
    assertThat(rate.at(0.2)).isCloseTo(0.2, EXACTLY);
    assertThat(rate.at(0.9)).isEqualTo(0.2);
  }

  @Test
  void theScheduleBeginsAfterTheWarmUp() {
    LearningRate cosine = new LearningRate(0.2, Schedule.COSINE, 10, 2, 1);
    assertThat(cosine.at(0.2)).isCloseTo(0.2, EXACTLY);
    assertThat(cosine.at(0.6)).isCloseTo(0.1, EXACTLY);
    assertThat(cosine.at(1)).isCloseTo(0, EXACTLY);

    LearningRate step = new LearningRate(0.2, Schedule.STEP, 10, 0.5, 4);
    assertThat(step.at(0.449)).isCloseTo(0.2, EXACTLY);
    assertThat(step.at(0.45)).isCloseTo(0.02, EXACTLY);
    assertThat(step.at(0.85)).isCloseTo(0.002, EXACTLY);

    LearningRate dann = new LearningRate(0.2, Schedule.DANN, 10, 5, 1);
    assertThat(dann.at(0.5)).isCloseTo(0.2, EXACTLY);
    assertThat(dann.at(0.65)).isCloseTo(0.2 / Math.sqrt(8), EXACTLY);
  }
}
