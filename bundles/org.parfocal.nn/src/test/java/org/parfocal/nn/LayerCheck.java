package org.parfocal.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares the gradients of a layer with central differences of Σ output·weight, for weights that
 * are random.
 */
final class LayerCheck {
  private static final double STEP = 0.004;
  private static final int ENTRIES = 60;

  private LayerCheck() {}

  /** Checks the gradients of the input and of every parameter, none of which is near a kink. */
  static void check(Layer layer, INDArray input) {
    INDArray weights = RandomTensors.normal(71, layer.forward(input.dup()).shape());
    layer.zeroGrad();
    layer.forward(input.dup());
    INDArray inputGradient = layer.backward(weights.dup()).dup();
    assertThat(inputGradient.shape()).isEqualTo(input.shape());
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    layer.parameters().forEach((name, value) -> gradients.put(name, value.gradient().dup()));
    layer.zeroGrad();
    layer.forward(input.dup());
    layer.backward(weights.dup(), false);
    layer
        .parameters()
        .forEach(
            (name, value) ->
                assertThat(FloatTensors.read(value.gradient()))
                    .as("%s without the gradient of the input", name)
                    .isEqualTo(FloatTensors.read(requireNonNull(gradients.get(name)))));

    compare("input", layer, input, input, inputGradient, weights);
    layer
        .parameters()
        .forEach(
            (name, parameter) ->
                compare(
                    name,
                    layer,
                    input,
                    parameter.value(),
                    requireNonNull(gradients.get(name)),
                    weights));
  }

  private static void compare(
      String name,
      Layer layer,
      INDArray input,
      INDArray place,
      INDArray gradient,
      INDArray weights) {
    float[] values = FloatTensors.read(place);
    float[] given = FloatTensors.read(gradient);
    double largest = gradient.amaxNumber().doubleValue();
    assertThat(largest).as(name).isPositive();
    SplittableRandom random = new SplittableRandom(5);
    for (int count = 0; count < ENTRIES; count++) {
      int entry = random.nextInt(values.length);
      float value = values[entry];
      double above = loss(layer, input, place, values, entry, (float) (value + STEP), weights);
      double below = loss(layer, input, place, values, entry, (float) (value - STEP), weights);
      values[entry] = value;
      assertThat((double) given[entry])
          .as("%s[%d]", name, entry)
          .isCloseTo((above - below) / (2 * STEP), within(0.01 * largest + 1e-4));
    }
    FloatTensors.write(values, place);
  }

  private static double loss(
      Layer layer,
      INDArray input,
      INDArray place,
      float[] values,
      int entry,
      float value,
      INDArray weights) {
    values[entry] = value;
    FloatTensors.write(values, place);
    return RandomTensors.dot(layer.forward(input.dup()), weights);
  }
}
