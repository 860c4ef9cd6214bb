package org.parfocal.plan.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;

/** Every gradient of the reference is the slope of its forward pass. */
class ReferenceGradientTest {
  private static final int IMAGES = 2;
  private static final int SIZE = SampleNetworks.SIZE;
  private static final double STEP = 1e-5;

  static Stream<Arguments> layers() {
    return SampleNetworks.ofEachOperation().entrySet().stream()
        .map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void gradientsAreSlopes(String name, LayerGraph graph) {
    ReferenceNetwork network = begun(graph);
    SplittableRandom random = new SplittableRandom(1);
    double[] images = random.doubles(IMAGES * SIZE * SIZE * 3L, -1, 1).toArray();
    double[] weights = random.doubles((long) IMAGES * graph.embeddingSize(), -1, 1).toArray();

    loss(network, images, weights);
    network.backward(weights);
    Map<String, double[]> gradients = network.gradients();

    gradients.forEach(
        (tensor, gradient) -> {
          for (int draw = 0; draw < 6; draw++) {
            int index = random.nextInt(gradient.length);
            double[] values = network.read(tensor);
            double value = values[index];
            values[index] = value + STEP;
            network.write(tensor, values);
            double above = loss(network, images, weights);
            values[index] = value - STEP;
            network.write(tensor, values);
            double below = loss(network, images, weights);
            values[index] = value;
            network.write(tensor, values);

            double slope = (above - below) / (2 * STEP);
            assertThat(gradient[index])
                .as("%s, number %d", tensor, index)
                .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
          }
        });
  }

  private static double loss(ReferenceNetwork network, double[] images, double[] weights) {
    double[] embeddings = network.forward(images, IMAGES, true);
    double sum = 0;
    for (int index = 0; index < embeddings.length; index++) {
      sum += weights[index] * embeddings[index];
    }
    return sum;
  }

  /** All layers learn, from numbers none of which is special. */
  static ReferenceNetwork begun(LayerGraph graph) {
    Set<String> layers =
        graph.parameters().stream().map(ParameterLayout::layer).collect(Collectors.toSet());
    ReferenceNetwork network = new ReferenceNetwork(graph, layers, 5);
    SplittableRandom random = new SplittableRandom(3);
    for (ParameterLayout tensor : graph.parameters()) {
      double[] values = random.doubles(tensor.length(), -0.5, 0.5).toArray();
      for (int index = 0; index < values.length; index++) {
        if (tensor.role() == Role.RUNNING_VARIANCE) {
          values[index] += 1;
        } else if (tensor.name().equals(LayerGraph.POWER)) {
          values[index] = 2.5;
        }
      }
      network.write(tensor.name(), values);
    }
    return network;
  }
}
