package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;

/**
 * The whole way of a gradient: cross-entropy on a linear head, back through the head, the embedding
 * and every layer of a tiny network in training mode, batch statistics included, against central
 * differences of that loss in each single parameter.
 *
 * <p>In floats, with steps of {@value #STEP} to each side: longer ones cross kinks of the ReLUs,
 * shorter ones drown in rounding. The error is that of a whole tensor, ‖gradient − differences‖;
 * what it may be grows with ‖differences‖, and with what rounding alone makes of each difference,
 * since processors round differently. The images are chosen so that no layer is dead.
 */
class WholeNetworkGradientTest {
  private static final double STEP = 5e-4;
  private static final double TOLERANCE = 0.015;

  /** Half of the last bit of a loss near one, over the way from one side to the other. */
  private static final double ROUNDING = 0x1p-24 / (2 * STEP);

  private static final int[] LABELS = {0, 1, 2, 1, 0, 2};

  static Stream<Arguments> networks() {
    return Stream.of(
            new SmallCnnTwin(3, 2),
            new MixedArchitecture(),
            new BottleneckArchitecture(),
            new LinearArchitecture())
        .flatMap(
            architecture ->
                Stream.of(Execution.values())
                    .map(execution -> Arguments.of(architecture, execution)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientOfEveryParameterIsThatOfCentralDifferences(Twin architecture, Execution execution) {
    try (Network network = new Network(architecture, execution)) {
      Map<String, float[]> gradients = network.gradients();
      assertThat(gradients).hasSizeGreaterThanOrEqualTo(6);
      gradients.forEach(
          (name, gradient) -> {
            double[] difference = network.differences(name);
            assertThat(distance(gradient, difference))
                .as(name)
                .isLessThanOrEqualTo(
                    TOLERANCE * norm(difference) + ROUNDING * Math.sqrt(difference.length));
          });
    }
  }

  private static double distance(float[] gradient, double[] difference) {
    double sum = 0;
    for (int i = 0; i < difference.length; i++) {
      sum += (gradient[i] - difference[i]) * (gradient[i] - difference[i]);
    }
    return Math.sqrt(sum);
  }

  private static double norm(double[] values) {
    return distance(new float[values.length], values);
  }

  /** A backbone with a head and its loss on fixed images. */
  private static final class Network implements AutoCloseable {
    private final Backbone backbone;
    private final INDArray images;
    private final Linear head;
    private final CrossEntropyLoss crossEntropy = new CrossEntropyLoss(3);

    Network(Twin architecture, Execution execution) {
      backbone = execution.backbone(architecture, 10, 5);
      images = TestEngine.noise(5, LABELS.length, 10, 10, 3);
      head = new Linear(backbone.embeddingSize(), 3, 7);
      // Biases that are exactly zero put whole images on the kink of the ReLU.
      States.moveBiases(backbone, 0.3);
    }

    /** Of every tensor that is trained. */
    Map<String, float[]> gradients() {
      INDArray logits = head.forward(backbone.forward(images, true));
      backbone.backward(head.backward(crossEntropy.evaluate(logits, LABELS).gradient()));
      Map<String, float[]> gradients = new LinkedHashMap<>();
      Execution.gradients(backbone)
          .forEach(
              (name, gradient) -> {
                if (!name.contains("running")) {
                  gradients.put(name, FloatTensors.read(gradient));
                }
              });
      return gradients;
    }

    double[] differences(String name) {
      INDArray tensor = States.copy(backbone, name);
      float[] values = FloatTensors.read(tensor);
      double[] differences = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        float value = values[i];
        float above = (float) (value + STEP);
        float below = (float) (value - STEP);
        double difference =
            loss(name, tensor, values, i, above) - loss(name, tensor, values, i, below);
        differences[i] = difference / ((double) above - below);
        values[i] = value;
      }
      FloatTensors.write(values, tensor);
      States.write(backbone, name, tensor);
      return differences;
    }

    private double loss(String name, INDArray tensor, float[] values, int entry, float value) {
      values[entry] = value;
      FloatTensors.write(values, tensor);
      States.write(backbone, name, tensor);
      return crossEntropy.evaluate(head.forward(backbone.forward(images, true)), LABELS).value();
    }

    @Override
    public void close() {
      crossEntropy.close();
      head.close();
      images.close();
      backbone.close();
    }
  }
}
