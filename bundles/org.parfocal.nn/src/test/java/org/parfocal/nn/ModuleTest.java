package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModuleTest {
  private final Linear first = new Linear(7, 4, 1);
  private final Linear second = new Linear(4, 3, 2);
  private final BatchNorm norm =
      new BatchNorm(4, Initializer.normal(1, 0.1), new SplittableRandom(3));
  private final Sequential network = new Sequential(first, norm, new Tanh(), second);
  private final INDArray input = RandomTensors.normal(4, 6, 7);

  @Test
  void namesEverythingByItsPlace() {
    assertThat(network.parameters().keySet())
        .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias");
    assertThat(network.state().keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "3.weight",
            "3.bias");
    Map<String, Layer> named = new LinkedHashMap<>();
    named.put("head", second);
    assertThat(new Sequential(named).parameters().keySet())
        .containsExactly("head.weight", "head.bias");
  }

  @Test
  void passesGradientsBackThroughAllLayers() {
    LayerCheck.check(network, input);
  }

  @Test
  void givesTheGradientOfOneOutput() {
    network.train(false);
    INDArray row = input.getRow(0, true);
    float[] gradient = network.inputGradient(row, 2);
    for (int k = 0; k < 7; k++) {
      INDArray above = row.dup();
      INDArray below = row.dup();
      above.putScalar(0, k, row.getDouble(k) + 0.01);
      below.putScalar(0, k, row.getDouble(k) - 0.01);
      double difference = network.forward(above).getDouble(0, 2);
      difference -= network.forward(below).getDouble(0, 2);
      assertThat((double) gradient[k]).isCloseTo(difference / 0.02, within(1e-4));
    }
  }

  @Test
  void addsGradientsUpUntilTheyAreForgotten() {
    INDArray gradient = RandomTensors.normal(5, 6, 3);
    network.forward(input);
    network.backward(gradient);
    float[] once = FloatTensors.read(first.weight().gradient());
    double norm = network.squaredGradientNorm();
    network.backward(gradient);
    float[] twice = FloatTensors.read(first.weight().gradient());
    for (int index = 0; index < once.length; index++) {
      assertThat(twice[index]).isEqualTo(2 * once[index]);
    }
    assertThat(network.squaredGradientNorm()).isCloseTo(4 * norm, within(1e-6 * norm));

    network.zeroGrad();
    assertThat(FloatTensors.read(first.weight().gradient())).containsOnly(0);
    assertThat(network.squaredGradientNorm()).isZero();
    network.backward(gradient);
    assertThat(FloatTensors.read(first.weight().gradient())).isEqualTo(once);
  }

  @Test
  void stepsWhatAGradientReached() {
    OptimizerStep step = new OptimizerStep(new Adam(), 0.01);
    network.forward(input);
    network.backward(RandomTensors.normal(5, 6, 3));
    network.step(step);
    float[] moved = FloatTensors.read(first.weight().value());

    // Adam would go on by its momentum, were there a gradient.
    network.zeroGrad();
    network.step(step);
    assertThat(FloatTensors.read(first.weight().value())).isEqualTo(moved);
    first.forward(input);
    first.backward(RandomTensors.normal(5, 6, 4));
    float[] other = FloatTensors.read(second.weight().value());
    network.step(step);
    assertThat(FloatTensors.read(first.weight().value())).isNotEqualTo(moved);
    assertThat(FloatTensors.read(second.weight().value())).isEqualTo(other);
  }

  @Test
  void learnsPartsAtRatesOfTheirOwn() {
    Linear slow = new Linear(7, 3, 1);
    Linear same = new Linear(7, 3, 1);
    Module fast =
        new Module() {
          @Override
          public Map<String, Module> children() {
            return Map.of("inner", same);
          }

          @Override
          public void step(OptimizerStep step) {
            Module.super.step(step.times(5));
          }
        };
    double start = slow.weight().value().getDouble(0, 0);
    for (Linear head : new Linear[] {slow, same}) {
      head.forward(input);
      head.backward(RandomTensors.normal(5, 6, 3));
    }
    slow.step(OptimizerStep.adam(0.01));
    fast.step(OptimizerStep.adam(0.01));

    assertThat(Math.abs(slow.weight().value().getDouble(0, 0) - start))
        .isCloseTo(0.01, within(1e-5));
    assertThat(Math.abs(same.weight().value().getDouble(0, 0) - start))
        .isCloseTo(0.05, within(1e-5));
  }

  @Test
  void closesItsPartsTwiceWithoutHarm() {
    network.forward(input);
    network.close();
    network.close();

    assertThat(first.weight().value().wasClosed()).isTrue();
    assertThat(Objects.requireNonNull(norm.state().get("running_mean")).wasClosed()).isTrue();
  }
}
