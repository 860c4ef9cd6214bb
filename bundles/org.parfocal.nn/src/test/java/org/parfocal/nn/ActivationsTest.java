package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationsTest {
  /** No number is within a step of 0, where the others have a kink. */
  private final INDArray input = awayFromZero(RandomTensors.normal(1, 5, 7));

  @Test
  void reluKeepsWhatIsAboveZero() {
    assertValues(new ReLU(), x -> Math.max(0, x));
    LayerCheck.check(new ReLU(), input);
  }

  @Test
  void leakyReluKeepsAShareOfWhatIsBelowZero() {
    assertValues(new LeakyReLU(0.2), x -> x > 0 ? x : 0.2 * x);
    LayerCheck.check(new LeakyReLU(0.2), input);
  }

  @Test
  void tanhIsTheHyperbolicTangent() {
    assertValues(new Tanh(), Math::tanh);
    LayerCheck.check(new Tanh(), input);
  }

  @Test
  void preluLearnsTheShare() {
    PReLU prelu = new PReLU();
    assertValues(prelu, x -> x > 0 ? x : 0.25 * x);
    LayerCheck.check(prelu, input);

    prelu.zeroGrad();
    prelu.forward(input);
    prelu.backward(input);
    INDArray weight = Objects.requireNonNull(prelu.state().get("weight"));
    prelu.step(OptimizerStep.adam(0.01));
    // Its gradient is the sum of x² below 0, and Adam's first step as long as the learning rate.
    assertThat(weight.getDouble(0)).isCloseTo(0.24, within(1e-6));
  }

  @Test
  void worksInPlaceIfAsked() {
    for (Layer layer : new Layer[] {new ReLU(true), new LeakyReLU(0.2, true), new Tanh(true)}) {
      LayerCheck.check(layer, input);
      INDArray memory = input.dup();
      INDArray gradient = Nd4j.ones(5, 7);

      assertThat(layer.forward(memory)).isSameAs(memory).isNotEqualTo(input);
      assertThat(layer.backward(gradient)).isSameAs(gradient);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReLU(true).forward(input.transpose()));
  }

  @Test
  void leavesItsInputAloneOtherwise() {
    INDArray before = input.dup();
    new ReLU().forward(input);

    assertThat(input).isEqualTo(before);
  }

  @Test
  void readsTensorsInAnyOrder() {
    assertThat(new Tanh().forward(input.transpose()))
        .isEqualTo(new Tanh().forward(input).transpose());
  }

  @Test
  void showsNotANumber() {
    INDArray nan = Nd4j.createFromArray(Float.NaN, -1, 1).reshape(1, 3);
    for (Layer layer : new Layer[] {new ReLU(), new LeakyReLU(0), new Tanh(), new PReLU()}) {
      assertThat(layer.forward(nan).getFloat(0)).isNaN();
    }
  }

  @Test
  void isTheSameInPieces() {
    int length = 2 * Chunks.SIZE + 77;
    INDArray many = RandomTensors.normal(3, 1, length);
    float[] x = FloatTensors.read(many);
    ReLU relu = new ReLU();
    float[] y = FloatTensors.read(relu.forward(many));
    float[] gradient = FloatTensors.read(relu.backward(many));
    for (int index = 0; index < length; index++) {
      assertThat(y[index]).isEqualTo(Math.max(0, x[index]));
      assertThat(gradient[index]).isEqualTo(Math.max(0, x[index]));
    }
  }

  private void assertValues(Layer layer, DoubleUnaryOperator expected) {
    float[] x = FloatTensors.read(input);
    float[] y = FloatTensors.read(layer.forward(input));
    for (int index = 0; index < x.length; index++) {
      assertThat((double) y[index]).isCloseTo(expected.applyAsDouble(x[index]), within(1e-6));
    }
  }

  private static INDArray awayFromZero(INDArray tensor) {
    float[] values = FloatTensors.read(tensor);
    for (int index = 0; index < values.length; index++) {
      values[index] += Math.copySign(0.01f, values[index]);
    }
    FloatTensors.write(values, tensor);
    return tensor;
  }
}
