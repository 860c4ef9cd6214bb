package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CrossEntropyLossTest {
  private final float[][] logits = {{1, 2, -1}, {0.5f, 0.5f, 0.5f}, {-3, 1, 4}};
  private final int[] labels = {1, 0, 0};
  private final double[] weights = {2, 0.5, 1};

  @Test
  void isTheWeighedMeanOfMinusLogProbability() {
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      expected += weights[labels[i]] * -Math.log(probability(logits[i], labels[i])) / 3;
    }

    try (CrossEntropyLoss loss = new CrossEntropyLoss(weights)) {
      assertThat(loss.evaluate(Nd4j.createFromArray(logits), labels).value())
          .isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void hasTheGradientOfFiniteDifferences() {
    try (CrossEntropyLoss loss = new CrossEntropyLoss(weights)) {
      INDArray gradient = loss.evaluate(Nd4j.createFromArray(logits), labels).gradient().dup();
      for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
          assertThat(gradient.getDouble(i, k)).isCloseTo(quotient(loss, i, k), within(1e-6));
        }
      }
    }
  }

  @Test
  void leavesRowsWithoutALabelOut() {
    try (CrossEntropyLoss loss = new CrossEntropyLoss(weights);
        CrossEntropyLoss alone = new CrossEntropyLoss(weights)) {
      ValueAndGradient two = loss.evaluate(Nd4j.createFromArray(logits), new int[] {1, -1, 0});
      ValueAndGradient same =
          alone.evaluate(
              Nd4j.createFromArray(new float[][] {logits[0], logits[2]}), new int[] {1, 0});

      assertThat(two.value()).isEqualTo(same.value());
      assertThat(two.gradient().getRow(0)).isEqualTo(same.gradient().getRow(0));
      assertThat(FloatTensors.read(two.gradient().getRow(1))).containsOnly(0);
      assertThat(two.gradient().getRow(2)).isEqualTo(same.gradient().getRow(1));
      assertThat(loss.evaluate(Nd4j.createFromArray(logits), new int[] {-1, -1, -1}).value())
          .isZero();
    }
  }

  @Test
  void survivesHugeLogits() {
    try (CrossEntropyLoss loss = new CrossEntropyLoss(2)) {
      INDArray huge = Nd4j.createFromArray(new float[][] {{1e30f, -1e30f}, {3000, 3000}});

      assertThat(loss.evaluate(huge, new int[] {0, 1}).value())
          .isCloseTo(Math.log(2) / 2, within(1e-12));
    }
  }

  private double quotient(CrossEntropyLoss loss, int i, int k) {
    float value = logits[i][k];
    logits[i][k] = value + 0.0078125f;
    double high = loss.evaluate(Nd4j.createFromArray(logits), labels).value();
    logits[i][k] = value - 0.0078125f;
    double low = loss.evaluate(Nd4j.createFromArray(logits), labels).value();
    logits[i][k] = value;
    return (high - low) / 0.015625;
  }

  private static double probability(float[] row, int k) {
    double sum = 0;
    for (float logit : row) {
      sum += Math.exp(logit);
    }
    return Math.exp(row[k]) / sum;
  }
}
