package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recomputes everything by the loops of the definitions, in double. */
class LinearTest {
  private static final int ROWS = 5;
  private static final int INPUTS = 7;
  private static final int OUTPUTS = 3;

  private final Linear head = new Linear(INPUTS, OUTPUTS, 11);
  private final INDArray input = random(ROWS, INPUTS);
  private final INDArray outputGradient = random(ROWS, OUTPUTS);
  private final INDArray weight = tensor("weight");
  private final INDArray bias = tensor("bias");

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
    INDArray inputGradient = head.backward(outputGradient);

    for (int j = 0; j < INPUTS; j++) {
      for (int row = 0; row < ROWS; row++) {
        double expected = 0;
        for (int k = 0; k < OUTPUTS; k++) {
          expected += outputGradient.getDouble(row, k) * weight.getDouble(k, j);
        }
        assertThat(inputGradient.getDouble(row, j)).isCloseTo(expected, within(1e-6));
      }
      for (int k = 0; k < OUTPUTS; k++) {
        double expected = 0;
        for (int row = 0; row < ROWS; row++) {
          expected += outputGradient.getDouble(row, k) * input.getDouble(row, j);
        }
        assertThat(gradient("weight").getDouble(k, j)).isCloseTo(expected, within(1e-6));
      }
    }
    for (int k = 0; k < OUTPUTS; k++) {
      assertThat(gradient("bias").getDouble(k))
          .isCloseTo(outputGradient.getColumn(k).sumNumber().doubleValue(), within(1e-6));
    }
  }

  @Test
  void addsTheGradientsOfTwoBatches() {
    head.forward(input);
    head.backward(outputGradient);
    float[] once = FloatTensors.read(gradient("weight"));

    head.backward(outputGradient);

    float[] twice = FloatTensors.read(gradient("weight"));
    for (int index = 0; index < once.length; index++) {
      assertThat(twice[index]).isEqualTo(2 * once[index]);
    }
  }

  @Test
  void forgetsTheRowsOfALargerBatch() {
    head.forward(input);
    head.backward(outputGradient);
    head.zeroGrad();
    INDArray one = random(1, INPUTS);
    head.forward(one);
    INDArray inputGradient = head.backward(outputGradient.getRow(0, true));

    assertThat(inputGradient.shape()).containsExactly(1, INPUTS);
    assertThat(gradient("weight").getDouble(2, 3))
        .isCloseTo(outputGradient.getDouble(0, 2) * one.getDouble(0, 3), within(1e-6));
  }

  @Test
  void penalisesTheWeightsOnly() {
    head.forward(input);
    head.backward(outputGradient);
    double before = gradient("weight").getDouble(1, 2);
    double biasBefore = gradient("bias").getDouble(1);

    double penalty = head.weight().penalize(0.3);

    double squares = 0;
    for (int k = 0; k < OUTPUTS; k++) {
      for (int j = 0; j < INPUTS; j++) {
        squares += Math.pow(weight.getDouble(k, j), 2);
      }
    }
    assertThat(penalty).isCloseTo(0.15 * squares, within(1e-9));
    assertThat(gradient("weight").getDouble(1, 2))
        .isCloseTo(before + 0.3 * weight.getDouble(1, 2), within(1e-6));
    assertThat(gradient("bias").getDouble(1)).isEqualTo(biasBefore);
  }

  @Test
  void drawsItsFirstWeightsFromTheSeed() {
    try (Linear same = new Linear(INPUTS, OUTPUTS, 11);
        Linear other = new Linear(INPUTS, OUTPUTS, 12)) {
      assertThat(same.state()).isEqualTo(head.state());
      assertThat(other.state()).isNotEqualTo(head.state());
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
    head.backward(outputGradient);
    double squares = 0;
    for (String name : new String[] {"weight", "bias"}) {
      for (float g : FloatTensors.read(gradient(name))) {
        squares += (double) g * g;
      }
    }
    assertThat(head.squaredGradientNorm()).isCloseTo(squares, within(1e-9 * squares));
    double before = weight.getDouble(1, 2);
    double biasBefore = bias.getDouble(2);
    double weightGradient = gradient("weight").getDouble(1, 2);
    double biasGradient = gradient("bias").getDouble(2);

    head.step(new OptimizerStep(new SGD(), 0.1, 0.5));

    assertThat(weight.getDouble(1, 2)).isCloseTo(before - 0.05 * weightGradient, within(1e-6));
    assertThat(bias.getDouble(2)).isCloseTo(biasBefore - 0.05 * biasGradient, within(1e-6));
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head.forward(random(2, INPUTS + 1)))
        .withMessageContaining("16 numbers in 2 rows for 7 inputs");
  }

  private INDArray tensor(String name) {
    return parameter(name).value();
  }

  private INDArray gradient(String name) {
    return parameter(name).gradient();
  }

  private Parameter parameter(String name) {
    return Objects.requireNonNull(head.parameters().get(name));
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
