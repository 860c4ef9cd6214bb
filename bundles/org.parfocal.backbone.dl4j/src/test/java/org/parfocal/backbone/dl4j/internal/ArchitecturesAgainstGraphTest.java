package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.OptimizerStep;

/** Plans compute what DL4J's graph computes from the same seed, whole or partly fixed. */
class ArchitecturesAgainstGraphTest {
  private static final int IMAGES = 4;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new SmallCnnTwin(4, 3), 32, TrainedPart.all()),
        Arguments.of(new SmallCnnTwin(4, 3), 32, TrainedPart.from("block2")),
        Arguments.of(new BottleneckArchitecture(), 16, TrainedPart.all()),
        Arguments.of(new BottleneckArchitecture(), 16, TrainedPart.from("narrow")),
        Arguments.of(new SmseCnnTwin(), 128, TrainedPart.all()),
        Arguments.of(new SqueezeNetTwin(), 48, TrainedPart.from("features.12")));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void embeddingsAndGradientsAreThoseOfTheGraph(
      Twin architecture, int imageSize, TrainedPart part) {
    TestEngine.start();
    try (Backbone graph =
            Execution.GRAPH.backbone(architecture.configuration(imageSize, 5), imageSize, part);
        Backbone planned =
            Execution.PLAN.backbone(architecture.configuration(imageSize, 5), imageSize, part)) {
      INDArray images = TestEngine.noise(7, IMAGES, imageSize, imageSize, 3);
      INDArray weights = TestEngine.noise(8, IMAGES, graph.embeddingSize());

      INDArray embeddings = graph.forward(images, true);
      assertThat(difference(planned.forward(images, true), embeddings))
          .isLessThan(1e-5 * norm(embeddings));
      graph.backward(weights);
      planned.backward(weights);

      Map<String, INDArray> expected = Execution.gradients(graph);
      Map<String, INDArray> found = Execution.gradients(planned);
      double whole =
          found.values().stream()
              .mapToDouble(ArchitecturesAgainstGraphTest::norm)
              .max()
              .orElseThrow();
      found.forEach(
          (name, gradient) -> {
            INDArray other = Objects.requireNonNull(expected.get(name), name);
            // A scale before another batch norm has a gradient that is little but rounding.
            assertThat(difference(gradient, other))
                .as(name)
                .isLessThan(1e-4 * norm(other) + 1e-6 * whole);
          });
    }
  }

  /**
   * With steps so small that rounding is not amplified: with Adam's 1e-4, two engines are 1 % apart
   * after ten steps, because some ReLUs and maxima switch.
   */
  @Test
  void resNetLosesAsInTheGraphOverTwentySteps() {
    TestEngine.start();
    Twin architecture = new ResNet18Twin();
    try (Backbone graph =
            Execution.GRAPH.backbone(architecture.configuration(64, 5), 64, TrainedPart.all());
        Backbone planned =
            Execution.PLAN.backbone(architecture.configuration(64, 5), 64, TrainedPart.all())) {
      for (int step = 0; step < 20; step++) {
        INDArray images = TestEngine.noise(step + 1, 8, 64, 64, 3);
        double expected = step(graph, images);
        double found = step(planned, images);
        assertThat(found).isCloseTo(expected, within(1e-3 * expected));
      }
    }
  }

  /** L = Σ embedding². */
  private static double step(Backbone backbone, INDArray images) {
    INDArray embeddings = backbone.forward(images, true).dup();
    backbone.backward(embeddings.mul(2));
    backbone.step(OptimizerStep.adam(1e-5));
    return embeddings.mul(embeddings).sumNumber().doubleValue();
  }

  private static double difference(INDArray found, INDArray expected) {
    return norm(found.dup('c').subi(expected.dup('c').reshape(found.shape())));
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }
}
