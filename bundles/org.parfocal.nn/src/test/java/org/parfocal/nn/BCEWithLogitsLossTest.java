package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BCEWithLogitsLossTest {
  private final BCEWithLogitsLoss loss = new BCEWithLogitsLoss();
  private final INDArray logits = Nd4j.createFromArray(-2, 0.5f, 3).reshape(3, 1);
  private final float[] targets = {1, 0.25f, 0};

  @Test
  void isTheMeanNegativeLogProbabilityOfTheTargets() {
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double p = 1 / (1 + Math.exp(-logits.getDouble(i)));
      assertThat(BCEWithLogitsLoss.sigmoid(logits.getDouble(i))).isEqualTo(p);
      expected -= (targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p)) / 3;
    }

    assertThat(loss.evaluate(logits, targets).value()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void takesOneTargetForAll() {
    for (float target : new float[] {0, 1}) {
      float[] all = {target, target, target};
      double expected = loss.evaluate(logits, all).value();

      assertThat(loss.evaluate(logits, target).value()).isEqualTo(expected);
    }
  }

  @Test
  void hasTheGradientOfFiniteDifferences() {
    INDArray gradient = loss.evaluate(logits, targets).gradient().dup();
    assertThat(gradient.shape()).containsExactly(3, 1);
    for (int i = 0; i < 3; i++) {
      INDArray above = logits.dup();
      INDArray below = logits.dup();
      above.putScalar(i, logits.getDouble(i) + 0.0625);
      below.putScalar(i, logits.getDouble(i) - 0.0625);
      double difference = loss.evaluate(above, targets).value();
      difference -= loss.evaluate(below, targets).value();

      assertThat(gradient.getDouble(i)).isCloseTo(difference / 0.125, within(1e-4));
    }
  }

  @Test
  void isFiniteForExtremeLogitsAndShowsNaN() {
    assertThat(loss.evaluate(Nd4j.createFromArray(-1e4f), 1).value()).isEqualTo(1e4);
    assertThat(loss.evaluate(Nd4j.createFromArray(1e4f), 1).value()).isZero();
    assertThat(loss.evaluate(Nd4j.createFromArray(1, Float.NaN), 1).value()).isNaN();
  }

  @Test
  void wantsATargetForEachLogit() {
    assertThatIllegalArgumentException().isThrownBy(() -> loss.evaluate(logits, new float[2]));
  }
}
