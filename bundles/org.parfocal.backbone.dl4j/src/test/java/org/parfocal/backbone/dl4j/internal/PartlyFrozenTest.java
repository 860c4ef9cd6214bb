package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.OptimizerStep;

/** A backbone whose first layers are fixed. */
class PartlyFrozenTest {
  private static final int SIZE = 10;

  private record Case(Twin architecture, String from, Execution execution) {
    Backbone backbone() {
      TestEngine.start();
      Backbone backbone =
          execution.backbone(architecture.configuration(SIZE, 5), SIZE, TrainedPart.from(from));
      // Biases that are exactly zero put whole images on the kink of the ReLU; stored statistics
      // that are those of no batch show which are used.
      backbone
          .state()
          .forEach(
              (name, tensor) -> {
                INDArray noise = TestEngine.noise(name.hashCode(), tensor.shape()).muli(0.2);
                if (name.endsWith("running_var")) {
                  tensor.write(noise.addi(2));
                } else if (name.endsWith(".bias") || name.endsWith("running_mean")) {
                  tensor.write(noise);
                }
              });
      return backbone;
    }

    boolean trained(String tensor) {
      Set<String> layers =
          TrainedPart.from(from)
              .layers(NetworkReader.read(architecture.configuration(SIZE, 5), SIZE));
      return layers.contains(tensor.substring(0, tensor.lastIndexOf('.')));
    }
  }

  /** The last two learn from an addition of two branches on, and from within one of them. */
  static Stream<Case> cases() {
    return Stream.of(Execution.values()).flatMap(PartlyFrozenTest::cases);
  }

  private static Stream<Case> cases(Execution execution) {
    return Stream.of(
        new Case(new SmallCnnTwin(3, 3), "block2", execution),
        new Case(new SmallCnnTwin(3, 3), "block3.norm", execution),
        new Case(new LinearArchitecture(), "wide", execution),
        new Case(new BottleneckArchitecture(), "slope", execution),
        new Case(new BottleneckArchitecture(), "narrow.norm", execution));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingChangesTheTrainedLayersOnly(Case partly) {
    try (Backbone backbone = partly.backbone()) {
      INDArray images = TestEngine.noise(1, 4, SIZE, SIZE, 3);
      Map<String, float[]> before = values(States.copies(backbone));
      for (int step = 0; step < 3; step++) {
        INDArray embeddings = backbone.forward(images, true);
        backbone.backward(embeddings);
        backbone.step(OptimizerStep.adam(1e-2));
      }
      Map<String, float[]> after = values(States.copies(backbone));

      List<String> unchanged = new ArrayList<>();
      before.forEach(
          (name, values) -> {
            if (partly.trained(name)) {
              assertThat(after.get(name)).as(name).isNotEqualTo(values);
            } else {
              assertThat(after.get(name)).as(name).containsExactly(values);
              unchanged.add(name);
            }
          });
      assertThat(unchanged).isNotEmpty();
    }
  }

  /** Only the slope after the last of them learns, so training embeds as inference does. */
  @ParameterizedTest
  @EnumSource(Execution.class)
  void fixedBatchNormalisationsUseTheStoredStatistics(Execution execution) {
    try (Backbone backbone =
        new Case(new BottleneckArchitecture(), "slope", execution).backbone()) {
      INDArray images = TestEngine.noise(1, 4, SIZE, SIZE, 3);
      INDArray inferred = backbone.forward(images, false).dup();

      assertThat(backbone.forward(images, true).distance2(inferred)).isLessThan(1e-5);
    }
  }

  /** Along each trained tensor's own gradient; L = Σ embedding · weight. */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfTheTrainedPartAreThoseOfCentralDifferences(Case partly) {
    try (Backbone backbone = partly.backbone()) {
      INDArray images = TestEngine.noise(1, 4, SIZE, SIZE, 3);
      INDArray weights = TestEngine.noise(2, 4, backbone.embeddingSize());
      backbone.forward(images, true);
      backbone.backward(weights);
      Map<String, float[]> gradients = values(Execution.gradients(backbone));
      int compared = 0;
      for (Map.Entry<String, float[]> entry : gradients.entrySet()) {
        if (!partly.trained(entry.getKey())) {
          assertThat(entry.getValue()).as(entry.getKey()).containsOnly(0);
        } else if (!entry.getKey().contains("running")) {
          double norm = norm(entry.getValue());
          assertThat(difference(backbone, images, weights, entry.getKey(), entry.getValue()))
              .as(entry.getKey())
              .isCloseTo(norm, within(0.02 * norm + 3e-3));
          compared++;
        }
      }
      assertThat(compared).isPositive();
    }
  }

  private static double difference(
      Backbone backbone, INDArray images, INDArray weights, String name, float[] gradient) {
    INDArray original = States.copy(backbone, name);
    INDArray change = Nd4j.create(gradient, original.shape(), 'c').muli(5e-4 / norm(gradient));
    States.write(backbone, name, original.add(change));
    double above = backbone.forward(images, true).mul(weights).sumNumber().doubleValue();
    States.write(backbone, name, original.sub(change));
    double below = backbone.forward(images, true).mul(weights).sumNumber().doubleValue();
    States.write(backbone, name, original);
    return (above - below) / 1e-3;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static Map<String, float[]> values(Map<String, INDArray> tensors) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.dup('c').data().asFloat()));
    return values;
  }
}
