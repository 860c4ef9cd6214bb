package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxTest {
  private final INDArray logits = RandomTensors.normal(4, 6, 3);

  @Test
  void givesProbabilitiesAndTheirLogarithms() {
    try (Softmax softmax = new Softmax();
        LogSoftmax logSoftmax = new LogSoftmax()) {
      INDArray probabilities = softmax.forward(logits);
      INDArray logarithms = logSoftmax.forward(logits);
      for (int i = 0; i < 6; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(logits.getDouble(i, k));
        }
        for (int k = 0; k < 3; k++) {
          double p = Math.exp(logits.getDouble(i, k)) / sum;
          assertThat(probabilities.getDouble(i, k)).isCloseTo(p, within(1e-7));
          assertThat(logarithms.getDouble(i, k)).isCloseTo(Math.log(p), within(1e-6));
        }
      }
    }
  }

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    LayerCheck.check(new Softmax(), logits);
    LayerCheck.check(new LogSoftmax(), logits);
  }

  @Test
  void survivesHugeLogits() {
    INDArray huge = Nd4j.createFromArray(new float[][] {{1e30f, -1e30f}, {3000, 3000}});

    assertThat(FloatTensors.read(new Softmax().forward(huge))).containsExactly(1, 0, 0.5f, 0.5f);
  }

  @Test
  void dividesByATemperature() {
    double[] rows = LogSoftmax.rows(new double[] {1, 3, 2, 0}, 2, 2);
    double normaliser = Math.log(Math.exp(0.5) + Math.exp(1.5));

    assertThat(rows[0]).isCloseTo(0.5 - normaliser, within(1e-12));
    assertThat(rows[1]).isCloseTo(1.5 - normaliser, within(1e-12));
    assertThat(Math.exp(rows[2]) + Math.exp(rows[3])).isCloseTo(1, within(1e-12));
  }
}
