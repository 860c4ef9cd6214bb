package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.safetensors.NamedTensors;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.AdamW;
import org.parfocal.nn.Optimizer;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.SGD;

/** What every execution of an architecture has to do; a class for each says which it is. */
public abstract class BackboneTest {
  private static final Twin TINY = new SmallCnnTwin(3, 2);

  private final Execution execution;

  @TempDir Path folder;

  protected BackboneTest(Execution execution) {
    this.execution = execution;
  }

  private Backbone backbone(Twin architecture, int imageSize, long seed) {
    return execution.backbone(architecture, imageSize, seed);
  }

  static List<Twin> architectures() {
    return List.of(TINY, new MixedArchitecture(), new BottleneckArchitecture());
  }

  static List<Twin> allArchitectures() {
    return List.of(
        TINY, new MixedArchitecture(), new BottleneckArchitecture(), new LinearArchitecture());
  }

  /** Along each tensor's own gradient; L = Σ embedding · weight. */
  @ParameterizedTest
  @MethodSource("allArchitectures")
  void gradientsAreThoseOfCentralDifferences(Twin architecture) {
    try (Backbone backbone = backbone(architecture, 10, 5)) {
      INDArray images = TestEngine.noise(1, 4, 10, 10, 3);
      INDArray weights = TestEngine.noise(2, 4, backbone.embeddingSize());
      // Biases that are exactly zero put whole images on the kink of the ReLU.
      States.moveBiases(backbone, 0.2);
      backbone.forward(images, true);
      backbone.backward(weights);
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      Execution.gradients(backbone)
          .forEach((name, gradient) -> gradients.put(name, gradient.dup()));
      int compared = 0;
      for (Map.Entry<String, INDArray> entry : States.copies(backbone).entrySet()) {
        String name = entry.getKey();
        if (name.contains("running")) {
          continue;
        }
        INDArray gradient = Objects.requireNonNull(gradients.get(name));
        double norm = gradient.norm2Number().doubleValue();
        INDArray change = gradient.mul(5e-4 / norm);
        INDArray tensor = entry.getValue();
        States.write(backbone, name, tensor.add(change));
        double above = loss(backbone, images, weights);
        States.write(backbone, name, tensor.sub(change));
        double below = loss(backbone, images, weights);
        States.write(backbone, name, tensor);

        assertThat((above - below) / 1e-3).as(name).isCloseTo(norm, within(0.02 * norm + 3e-3));
        compared++;
      }
      assertThat(compared).isGreaterThan(5);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theEmbeddingIsTheMeanOfTheFeatureMaps(Twin architecture) {
    try (Backbone backbone = backbone(architecture, 10, 5)) {
      INDArray images = TestEngine.noise(1, 4, 10, 10, 3);
      INDArray embeddings = backbone.forward(images, false).dup();
      try (INDArray maps = backbone.featureMaps(images).orElseThrow()) {
        assertThat(maps.size(0)).isEqualTo(4);
        assertThat(maps.size(3)).isEqualTo(backbone.embeddingSize());
        assertThat(maps.mean(1, 2).sub(embeddings).amaxNumber().doubleValue()).isLessThan(1e-5);
      }
      assertThat(backbone.forward(images, false)).isEqualTo(embeddings);
    }
  }

  private static double loss(Backbone backbone, INDArray images, INDArray weights) {
    return dot(backbone.forward(images, true), weights);
  }

  private static double dot(INDArray a, INDArray b) {
    double[] left = a.dup('c').data().asDouble();
    double[] right = b.dup('c').data().asDouble();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** The kernel is made to pick every second pixel of the first channel. */
  /** As PyTorch's, whose variance is divided by n − 1; DL4J divides by n. */
  @Test
  void runningStatisticsMoveTowardsTheBatch() {
    try (Backbone backbone = backbone(TINY, 8, 1)) {
      INDArray kernel = States.copy(backbone, "block1.conv.weight").assign(0);
      for (int channel = 0; channel < 3; channel++) {
        kernel.putScalar(new int[] {channel, 0, 1, 1}, 1);
      }
      States.write(backbone, "block1.conv.weight", kernel);
      INDArray images = TestEngine.noise(4, 2, 8, 8, 3);
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < 2; n++) {
        for (int y = 0; y < 8; y += 2) {
          for (int x = 0; x < 8; x += 2) {
            double value = images.getDouble(n, y, x, 0);
            sum += value;
            squares += value * value;
          }
        }
      }
      double mean = sum / 32;
      double variance = (squares / 32 - mean * mean) * 32 / (execution == Execution.PLAN ? 31 : 32);

      INDArray embedding = backbone.forward(images, true);
      backbone.backward(Nd4j.onesLike(embedding));
      backbone.step(OptimizerStep.adam(1e-3));

      assertThat(States.copy(backbone, "block1.norm.running_mean").getDouble(1))
          .isCloseTo(0.1 * mean, within(1e-6));
      assertThat(States.copy(backbone, "block1.norm.running_var").getDouble(1))
          .isCloseTo(0.9 + 0.1 * variance, within(1e-5));
    }
  }

  /** They lie among the parameters and are none. */
  @Test
  void weightDecayDoesNotReachRunningStatistics() {
    INDArray images = TestEngine.noise(4, 2, 8, 8, 3);
    Map<String, INDArray> gentle = stepped(images, new AdamW(0));
    Map<String, INDArray> decayed = stepped(images, new AdamW(5));
    Map<String, INDArray> coupled = stepped(images, new SGD(0, false, 5));

    gentle.forEach(
        (name, tensor) -> {
          if (name.contains("running")) {
            assertThat(decayed.get(name)).as(name).isEqualTo(tensor);
            assertThat(coupled.get(name)).as(name).isEqualTo(tensor);
          }
        });
    assertThat(decayed.get("block1.conv.weight")).isNotEqualTo(gentle.get("block1.conv.weight"));
  }

  private Map<String, INDArray> stepped(INDArray images, Optimizer rule) {
    try (Backbone backbone = backbone(TINY, 8, 1)) {
      backbone.backward(backbone.forward(images, true).dup());
      backbone.step(new OptimizerStep(rule, 0.1, 1));
      return States.copies(backbone);
    }
  }

  @Test
  void theGradientNormIsThatOfTheParametersAlone() {
    try (Backbone backbone = backbone(TINY, 8, 1)) {
      backbone.backward(backbone.forward(TestEngine.noise(4, 2, 8, 8, 3), true).dup());
      double expected = 0;
      for (Map.Entry<String, INDArray> entry : Execution.gradients(backbone).entrySet()) {
        if (!entry.getKey().contains("running")) {
          for (double value : entry.getValue().dup('c').data().asDouble()) {
            expected += value * value;
          }
        }
      }
      assertThat(backbone.squaredGradientNorm()).isCloseTo(expected, within(1e-9 * expected));

      backbone.step(OptimizerStep.adam(0.1));
      assertThatIllegalStateException().isThrownBy(backbone::squaredGradientNorm);
    }
  }

  @Test
  void whatIsWrittenIsUsedAndHasTorchsShapes() {
    try (Backbone backbone = backbone(TINY, 8, 1)) {
      INDArray images = TestEngine.noise(4, 2, 8, 8, 3);
      float[] before = backbone.forward(images, false).dup().data().asFloat();

      States.change(backbone, "block2.norm.bias", bias -> bias.addi(0.5));

      assertThat(States.copy(backbone, "block1.conv.weight").shape()).containsExactly(3, 3, 3, 3);
      assertThat(States.copy(backbone, "block2.norm.bias").shape()).containsExactly(6);
      assertThat(backbone.forward(images, false).dup().data().asFloat()).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsSavedAndRestoredEmbedsIdentically() {
    INDArray images = TestEngine.noise(4, 3, 12, 12, 3);
    Path file = folder.resolve("backbone.safetensors");
    try (Backbone trained = backbone(TINY, 12, 1);
        Backbone other = backbone(TINY, 12, 2)) {
      train(trained, images, 3);
      Safetensors.write(file, trained.state());

      NamedTensors.load(file, other.state(), name -> false);

      assertThat(other.forward(images, false)).isEqualTo(trained.forward(images, false));
    }
  }

  @Test
  void twoRunsAreBitIdentical() {
    INDArray images = TestEngine.noise(4, 5, 16, 16, 3);
    try (Backbone first = backbone(TINY, 16, 7);
        Backbone second = backbone(TINY, 16, 7)) {
      train(first, images, 5);
      train(second, images, 5);

      assertThat(first.forward(images, false).data().asFloat())
          .containsExactly(second.forward(images, false).data().asFloat());
    }
  }

  @Test
  void anImageEmbedsTheSameInEveryBatch() {
    INDArray images = TestEngine.noise(4, 5, 16, 16, 3);
    try (Backbone backbone = backbone(TINY, 16, 7)) {
      INDArray all = backbone.forward(images, false).dup();
      INDArray last = backbone.forward(images.get(NDArrayIndex.interval(4, 5)), false);

      assertThat(last.getRow(0).distance2(all.getRow(4))).isLessThan(1e-6);
    }
  }

  @Test
  void trainingStepsDoNotGrowNativeMemory() throws InterruptedException {
    INDArray images = TestEngine.noise(4, 16, 32, 32, 3);
    INDArray rest = TestEngine.noise(4, 5, 32, 32, 3);
    try (Backbone backbone = backbone(new SmallCnnTwin(8, 3), 32, 7)) {
      trainEpochs(backbone, images, rest, 100);
      long before = nativeBytes();
      trainEpochs(backbone, images, rest, 200);

      assertThat(nativeBytes() - before).isLessThan(8L << 20);
      assertThat(Pointer.totalBytes()).isLessThan(64L << 20);
    }
  }

  /** Of the process, once the collector has let go of what it can; the Java heap is constant. */
  private static long nativeBytes() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Pointer.physicalBytes();
  }

  private static void trainEpochs(Backbone backbone, INDArray images, INDArray rest, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      train(backbone, images, 1);
      train(backbone, rest, 1);
      backbone.forward(images, false);
    }
  }

  @Test
  void backwardNeedsATrainingForward() {
    INDArray images = TestEngine.noise(4, 2, 8, 8, 3);
    try (Backbone backbone = backbone(TINY, 8, 1)) {
      INDArray gradient = Nd4j.ones(2, backbone.embeddingSize());
      backbone.forward(images, true);
      backbone.forward(images, false);

      assertThatIllegalStateException().isThrownBy(() -> backbone.backward(gradient));
      assertThatIllegalStateException().isThrownBy(() -> backbone.step(OptimizerStep.adam(0.1)));
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    Backbone backbone = backbone(TINY, 8, 1);
    backbone.forward(TestEngine.noise(4, 2, 8, 8, 3), true);
    backbone.close();
    backbone.close();
    assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
  }

  private static void train(Backbone backbone, INDArray images, int steps) {
    for (int step = 0; step < steps; step++) {
      INDArray embedding = backbone.forward(images, true);
      backbone.backward(embedding);
      backbone.step(OptimizerStep.adam(1e-3));
    }
  }
}
