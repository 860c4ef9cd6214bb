package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticLossTest {
  private static final float[] LOGITS = {-2, 0.5f, 3};

  @Test
  void isTheMeanNegativeLogProbabilityOfTheAnswer() {
    double real = 0;
    double madeUp = 0;
    double probability = 0;
    for (float logit : LOGITS) {
      double p = 1 / (1 + Math.exp(-logit));
      real -= Math.log(p) / 3;
      madeUp -= Math.log(1 - p) / 3;
      probability += p / 3;
    }

    assertThat(LogisticLoss.mean(LOGITS, true)).isCloseTo(real, within(1e-12));
    assertThat(LogisticLoss.mean(LOGITS, false)).isCloseTo(madeUp, within(1e-12));
    assertThat(LogisticLoss.probability(LOGITS)).isCloseTo(probability, within(1e-12));
  }

  @Test
  void slopesAreThoseOfCentralDifferences() {
    for (boolean answer : new boolean[] {true, false}) {
      float[] slope = new float[3];
      LogisticLoss.slope(LOGITS, answer, slope);
      for (int i = 0; i < 3; i++) {
        float[] above = LOGITS.clone();
        float[] below = LOGITS.clone();
        above[i] += 0.0625f;
        below[i] -= 0.0625f;
        double difference =
            (LogisticLoss.mean(above, answer) - LogisticLoss.mean(below, answer)) / 0.125;

        assertThat((double) slope[i]).isCloseTo(difference, within(1e-4));
      }
    }
  }

  @Test
  void isFiniteForExtremeLogitsAndShowsNaN() {
    assertThat(LogisticLoss.mean(new float[] {-1e4f}, true)).isEqualTo(1e4);
    assertThat(LogisticLoss.mean(new float[] {1e4f}, true)).isZero();
    assertThat(LogisticLoss.mean(new float[] {1, Float.NaN}, true)).isNaN();
  }
}
