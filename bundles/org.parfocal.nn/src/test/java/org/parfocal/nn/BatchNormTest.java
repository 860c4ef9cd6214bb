package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormTest {
  private static final double EPSILON = 1e-5;

  private final BatchNorm norm =
      new BatchNorm(2, Initializer.normal(1, 0.02), new SplittableRandom(1));

  /** Channel 0 is 1, 3 (mean 2, variance 1); channel 1 is 10, 30 (mean 20, variance 100). */
  @Test
  void bringsEachChannelOfABatchToScaleAndShift() {
    state("bias").putScalar(1, 7);
    double gamma0 = state("weight").getDouble(0);
    double gamma1 = state("weight").getDouble(1);

    float[] y = FloatTensors.read(norm.forward(rows(1, 10, 3, 30)));

    assertThat((double) y[2]).isCloseTo(gamma0 / Math.sqrt(1 + EPSILON), within(1e-6));
    assertThat((double) y[1]).isCloseTo(7 - 10 * gamma1 / Math.sqrt(100 + EPSILON), within(1e-6));
  }

  @Test
  void infersWithTheMeansOfTheBatchesSinceTheReset() {
    norm.forward(rows(100, 100, 300, 300));
    norm.resetRunningStatistics();
    assertThat(FloatTensors.read(state("running_var"))).containsExactly(1, 1);
    norm.forward(rows(1, 10, 3, 30));
    norm.forward(rows(4, 10, 10, 30));

    // Channel 0: means 2 and 7, variances 1 and 9.
    assertThat(FloatTensors.read(state("running_mean"))).containsExactly(4.5f, 20);
    assertThat(FloatTensors.read(state("running_var"))).containsExactly(5, 100);
    norm.train(false);
    float[] alone = FloatTensors.read(norm.forward(rows(6.5f, 0)));
    double gamma = state("weight").getDouble(0);
    assertThat((double) alone[0]).isCloseTo(gamma * 2 / Math.sqrt(5 + EPSILON), within(1e-6));
    // Inference leaves the statistics alone.
    assertThat(FloatTensors.read(state("running_mean"))).containsExactly(4.5f, 20);
  }

  @Test
  void hasTheGradientsOfFiniteDifferencesInTrainingAndInference() {
    BatchNorm wide = new BatchNorm(3, Initializer.normal(1, 0.3), new SplittableRandom(2));
    INDArray images = RandomTensors.normal(1, 2, 2, 3, 3).muli(2).addi(1);

    LayerCheck.check(wide, images);
    wide.train(false);
    LayerCheck.check(wide, images);
  }

  @Test
  void refusesOtherChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> norm.forward(Nd4j.ones(2, 3)))
        .withMessage("[2, 3] has not 2 channels");
  }

  private INDArray state(String name) {
    return Objects.requireNonNull(norm.state().get(name));
  }

  private static INDArray rows(float... values) {
    return Nd4j.createFromArray(values).reshape(values.length / 2, 2);
  }
}
