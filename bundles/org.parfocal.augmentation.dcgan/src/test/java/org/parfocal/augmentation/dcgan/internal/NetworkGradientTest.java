package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Sequential;

/**
 * Gradients of both whole networks against central differences along each tensor's own gradient.
 */
class NetworkGradientTest {
  private static final int BATCH = 6;
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(16, 7, 3, 1, BATCH, 1e-3);

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @Test
  void generatorsGradientsAreThoseOfCentralDifferences() {
    try (Sequential network = Dcgan.generator(HYPERPARAMETERS, new SplittableRandom(1))) {
      check(network, tensor(2, BATCH, 1, 1, 7), tensor(3, BATCH, 16, 16, 3));
    }
  }

  @Test
  void discriminatorsGradientsAreThoseOfCentralDifferences() {
    try (Sequential network = Dcgan.discriminator(HYPERPARAMETERS, new SplittableRandom(1))) {
      check(network, tensor(2, BATCH, 16, 16, 3), tensor(3, BATCH, 1, 1, 1));
    }
  }

  private static INDArray tensor(long seed, long... shape) {
    int length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    return Nd4j.createFromArray(Numbers.normal(length, seed)).reshape('c', shape);
  }

  /** The loss is Σ output · weight. Weights of 0.02 would leave too little to be seen in float. */
  private static void check(Sequential network, INDArray input, INDArray weights) {
    network.parameters().values().forEach(parameter -> parameter.value().muli(5));
    network.zeroGrad();
    network.forward(input);
    float[] inputGradient = FloatTensors.read(network.backward(weights.dup()));
    Map<String, float[]> gradients = new LinkedHashMap<>();
    network
        .parameters()
        .forEach((name, tensor) -> gradients.put(name, FloatTensors.read(tensor.gradient())));

    compare(network, input, weights, input, inputGradient);
    network
        .parameters()
        .forEach(
            (name, tensor) ->
                compare(
                    network,
                    input,
                    weights,
                    tensor.value(),
                    Objects.requireNonNull(gradients.get(name))));
  }

  private static void compare(
      Sequential network, INDArray input, INDArray weights, INDArray place, float[] gradient) {
    double norm = Math.sqrt(Numbers.dot(gradient, gradient));
    float[] start = FloatTensors.read(place);
    double step = 2e-3;
    move(place, start, gradient, step / norm);
    double above = loss(network, input, weights);
    move(place, start, gradient, -step / norm);
    double below = loss(network, input, weights);
    move(place, start, gradient, 0);

    assertThat(norm).isPositive();
    assertThat((above - below) / (2 * step)).isCloseTo(norm, within(0.01 * norm));
  }

  private static double loss(Sequential network, INDArray input, INDArray weights) {
    return Numbers.dot(FloatTensors.read(network.forward(input)), FloatTensors.read(weights));
  }

  private static void move(INDArray place, float[] start, float[] gradient, double length) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (start[i] + length * gradient[i]);
    }
    FloatTensors.write(moved, place);
  }
}
