package org.parfocal.benchmarks.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Values;
import org.parfocal.benchmarks.Workload;

class LibtorchEngineTest {
  private static Engine prepared(String backbone, ScalarType type, boolean channelsLast) {
    LibtorchEngine engine = new LibtorchEngine(type, channelsLast, false);
    engine.prepare(new Workload(backbone, 64, 2, Workload.Mode.TRAIN));
    return engine;
  }

  /**
   * Torchvision publishes the number of parameters of each model (num_params of its weights); here
   * less those of the classifier.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 11689512, 513000, layer4.1.bn2.bias",
    "resnet50, 25557032, 2049000, layer1.0.downsample.1.weight",
    "squeezenet1_0, 1248424, 513000, features.12.expand3x3.bias",
    "mobilenet_v2, 3504872, 1281000, features.17.conv.3.weight",
    "vgg11_bn, 132868840, 123642856, features.26.weight"
  })
  void parametersAreTorchvisions(String backbone, long all, long classifier, String name) {
    Map<String, Values> tensors = prepared(backbone, ScalarType.Float, false).tensors();

    long learned =
        tensors.entrySet().stream()
            .filter(tensor -> !tensor.getKey().contains(".running_"))
            .mapToLong(tensor -> tensor.getValue().numbers().length)
            .sum();
    assertThat(learned).isEqualTo(all - classifier);
    assertThat(tensors).containsKey(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small-cnn",
        "resnet18",
        "resnet50",
        "squeezenet1_0",
        "mobilenet_v2",
        "vgg11_bn",
        "smse-cnn"
      })
  void layoutAndPrecisionDoNotChangeTheEmbeddings(String backbone) {
    Engine plain = prepared(backbone, ScalarType.Float, false);
    Engine channelsLast = prepared(backbone, ScalarType.Float, true);
    Engine precise = prepared(backbone, ScalarType.Double, false);
    channelsLast.assign(plain.tensors());
    precise.assign(plain.tensors());

    float[] expected = precise.embeddings().numbers();
    double largest = 0;
    for (float number : expected) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(largest).isPositive();
    assertThat(plain.embeddings().numbers())
        .usingComparatorWithPrecision((float) (1e-4 * largest))
        .containsExactly(expected);
    assertThat(channelsLast.embeddings().numbers())
        .usingComparatorWithPrecision((float) (1e-4 * largest))
        .containsExactly(expected);
  }

  /** Central differences along the gradient, in float64. */
  @Test
  void gradientsAreThoseOfTheLoss() {
    Engine engine = prepared("squeezenet1_0", ScalarType.Double, false);
    Map<String, Values> weights = engine.tensors();
    Map<String, Values> gradients = engine.gradients();
    double squaredNorm = 0;
    for (Values gradient : gradients.values()) {
      for (float number : gradient.numbers()) {
        squaredNorm += (double) number * number;
      }
    }

    double step = 0.001 / Math.sqrt(squaredNorm); // far above the rounding of float weights
    double slope =
        (loss(engine, weights, gradients, step) - loss(engine, weights, gradients, -step))
            / (2 * step);

    assertThat(slope / squaredNorm).isCloseTo(1, within(0.02));
  }

  /** Twice: a head begins anew. */
  @Test
  void aHeadLearnsTheSameFromEmbeddingsMadeOnceAndMadeInEveryEpoch() {
    Workload images = new Workload("small-cnn", 32, 40, Workload.Mode.INFER);
    Engine everyEpoch = new LibtorchEngine(ScalarType.Double, false, false);
    Engine once = new LibtorchEngine(ScalarType.Double, false, true);
    everyEpoch.prepare(images);
    once.prepare(images);
    once.assign(everyEpoch.tensors());
    everyEpoch.assign(everyEpoch.tensors()); // as float, which the other has

    double loss = everyEpoch.trainHead(20);

    assertThat(once.trainHead(20)).isCloseTo(loss, within(1e-9));
    assertThat(once.trainHead(20)).isCloseTo(loss, within(1e-9));
    assertThat(once.trainHead(1)).isGreaterThan(loss * 1.01);
  }

  private static double loss(
      Engine engine, Map<String, Values> weights, Map<String, Values> gradients, double step) {
    Map<String, Values> moved = new LinkedHashMap<>(weights);
    gradients.forEach(
        (name, gradient) -> {
          float[] numbers = Values.named(name, gradient.shape(), weights).numbers().clone();
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] += (float) (step * gradient.numbers()[i]);
          }
          moved.put(name, new Values(gradient.shape(), numbers));
        });
    engine.assign(moved);
    return engine.train();
  }
}
