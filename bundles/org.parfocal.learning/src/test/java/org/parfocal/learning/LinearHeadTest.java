package org.parfocal.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recomputes everything by the loops of the definitions, in double. */
class LinearHeadTest {
  private static final int ROWS = 5;
  private static final int INPUTS = 7;
  private static final int OUTPUTS = 3;

  private final LinearHead head = new LinearHead(INPUTS, OUTPUTS, 11);
  private final INDArray input = random(ROWS, INPUTS);
  private final INDArray slope = random(ROWS, OUTPUTS);
  private final INDArray weight = tensor("h.weight");
  private final INDArray bias = tensor("h.bias");

  @Test
  void multipliesAndAdds() {
    INDArray output = head.forward(input);

    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < OUTPUTS; k++) {
        double expected = bias.getDouble(k);
        for (int j = 0; j < INPUTS; j++) {
          expected += input.getDouble(row, j) * weight.getDouble(k, j);
        }
        assertThat(output.getDouble(row, k)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void givesTheGradientsOfInputsWeightsAndBias() {
    head.forward(input);
    INDArray inputGradient = head.backward(slope);

    for (int j = 0; j < INPUTS; j++) {
      for (int row = 0; row < ROWS; row++) {
        double expected = 0;
        for (int k = 0; k < OUTPUTS; k++) {
          expected += slope.getDouble(row, k) * weight.getDouble(k, j);
        }
        assertThat(inputGradient.getDouble(row, j)).isCloseTo(expected, within(1e-6));
      }
      for (int k = 0; k < OUTPUTS; k++) {
        double expected = 0;
        for (int row = 0; row < ROWS; row++) {
          expected += slope.getDouble(row, k) * input.getDouble(row, j);
        }
        assertThat(gradient("h.weight").getDouble(k, j)).isCloseTo(expected, within(1e-6));
      }
    }
    for (int k = 0; k < OUTPUTS; k++) {
      assertThat(gradient("h.bias").getDouble(k))
          .isCloseTo(slope.getColumn(k).sumNumber().doubleValue(), within(1e-6));
    }
  }

  @Test
  void forgetsTheRowsOfALargerBatch() {
    head.forward(input);
    head.backward(slope);
    INDArray one = random(1, INPUTS);
    head.forward(one);
    INDArray inputGradient = head.backward(slope.getRow(0, true));

    assertThat(inputGradient.shape()).containsExactly(1, INPUTS);
    assertThat(gradient("h.weight").getDouble(2, 3))
        .isCloseTo(slope.getDouble(0, 2) * one.getDouble(0, 3), within(1e-6));
  }

  @Test
  void penalisesTheWeightsOnly() {
    head.forward(input);
    head.backward(slope);
    double before = gradient("h.weight").getDouble(1, 2);
    double biasBefore = gradient("h.bias").getDouble(1);

    double penalty = head.penalise(0.3);

    double squares = 0;
    for (int k = 0; k < OUTPUTS; k++) {
      for (int j = 0; j < INPUTS; j++) {
        squares += Math.pow(weight.getDouble(k, j), 2);
      }
    }
    assertThat(penalty).isCloseTo(0.15 * squares, within(1e-9));
    assertThat(gradient("h.weight").getDouble(1, 2))
        .isCloseTo(before + 0.3 * weight.getDouble(1, 2), within(1e-6));
    assertThat(gradient("h.bias").getDouble(1)).isEqualTo(biasBefore);
  }

  @Test
  void drawsItsFirstWeightsFromTheSeed() {
    try (LinearHead same = new LinearHead(INPUTS, OUTPUTS, 11);
        LinearHead other = new LinearHead(INPUTS, OUTPUTS, 12)) {
      assertThat(same.tensors("h")).isEqualTo(head.tensors("h"));
      assertThat(other.tensors("h")).isNotEqualTo(head.tensors("h"));
    }
    assertThat(weight.amaxNumber().doubleValue()).isLessThan(1 / Math.sqrt(INPUTS)).isPositive();
  }

  @Test
  void readsWeightsThatWereAssigned() {
    weight.assign(0);
    bias.assign(2);

    assertThat(FloatTensors.read(head.forward(input))).containsOnly(2);
  }

  @Test
  void stepsWeightsAndBiases() {
    head.forward(input);
    head.backward(slope);
    double squares = 0;
    for (String name : new String[] {"h.weight", "h.bias"}) {
      for (float g : FloatTensors.read(gradient(name))) {
        squares += (double) g * g;
      }
    }
    assertThat(head.squaredGradientNorm()).isCloseTo(squares, within(1e-9 * squares));
    double before = weight.getDouble(1, 2);
    double biasBefore = bias.getDouble(2);
    double weightSlope = gradient("h.weight").getDouble(1, 2);
    double biasSlope = gradient("h.bias").getDouble(2);

    head.step(new Update(new UpdateRule(UpdateRule.Method.SGD, 0, false, 0), 0.1, 0.5));

    assertThat(weight.getDouble(1, 2)).isCloseTo(before - 0.05 * weightSlope, within(1e-6));
    assertThat(bias.getDouble(2)).isCloseTo(biasBefore - 0.05 * biasSlope, within(1e-6));
  }

  private INDArray tensor(String name) {
    return Objects.requireNonNull(head.tensors("h").get(name));
  }

  private INDArray gradient(String name) {
    return Objects.requireNonNull(head.gradients("h").get(name));
  }

  private static INDArray random(int rows, int columns) {
    Random random = new Random(rows * 31L + columns);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }
}
