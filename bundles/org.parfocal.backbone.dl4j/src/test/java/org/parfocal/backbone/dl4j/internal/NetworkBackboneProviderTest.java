package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.plan.architecture.MobileNetV2;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.ResNet18;
import org.parfocal.plan.architecture.ResNet50;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;
import org.parfocal.plan.architecture.SqueezeNet;
import org.parfocal.plan.architecture.Vgg11;

class NetworkBackboneProviderTest {
  private static final NetworkArchitecture TINY = new SmallCnn(2, 2);

  @TempDir Path folder;
  private Path file;
  private final Map<String, INDArray> stored = new LinkedHashMap<>();

  @BeforeEach
  void store() {
    file = folder.resolve("weights.safetensors");
    try (Backbone backbone = random(TINY).create(8, 3)) {
      stored.putAll(States.copies(backbone));
    }
    Safetensors.write(file, StateTensor.of(stored));
  }

  @Test
  void storedWeightsAreUsedAndCountersIgnored() {
    stored.put("block1.norm.num_batches_tracked", Nd4j.scalar(5f));
    Safetensors.write(file, StateTensor.of(stored));

    try (Backbone backbone = provider(true).create(8, 99)) {
      stored.remove("block1.norm.num_batches_tracked");
      assertThat(States.copies(backbone)).containsExactlyInAnyOrderEntriesOf(stored);
    }
  }

  @Test
  void whatIsNoFileIsNamedForWhatItIs() {
    Path real = file;
    file = folder;
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false))
        .withMessageContaining(folder + " of the backbone")
        .withMessageContaining("is a folder");
    file = Path.of("/dev/null");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false))
        .withMessageContaining("is a pipe or a device");
    file = real.resolveSibling("none.safetensors");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false))
        .withMessageContaining("does not exist");
  }

  @Test
  void aFrozenBackboneStaysAsItIs() {
    INDArray images = TestEngine.noise(1, 2, 8, 8, 3);
    try (Backbone backbone = provider(true).create(8, 0)) {
      INDArray before = backbone.forward(images, false).dup();

      INDArray trained = backbone.forward(images, true);
      assertThat(trained).isEqualTo(before);
      backbone.backward(Nd4j.onesLike(trained));
      backbone.step(OptimizerStep.adam(0.1));

      assertThat(backbone.forward(images, false)).isEqualTo(before);
      assertThat(States.copies(backbone)).containsExactlyInAnyOrderEntriesOf(stored);
    }
  }

  @Test
  void weightsThatDoNotFitAreAllNamed() {
    stored.remove("block1.conv.weight");
    stored.put("block2.norm.bias", Nd4j.zeros(5));
    stored.put("neck.weight", Nd4j.zeros(5));
    Safetensors.write(file, StateTensor.of(stored));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false).create(8, 0))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anyMatch(problem -> problem.contains("lacks 1 tensor: 'block1.conv.weight'"))
                    .anyMatch(problem -> problem.contains("'block2.norm.bias'"))
                    .anyMatch(problem -> problem.contains("'neck.weight'")));
  }

  /** As DataParallel writes them: the same embeddings, and a sentence for the user. */
  @Test
  void namesWithAPrefixAreLoadedWithARemark() {
    INDArray images = TestEngine.noise(3, 2, 8, 8, 3);
    Safetensors.write(file, StateTensor.of(stored));
    INDArray expected;
    try (Backbone plain = provider(true).create(8, 0)) {
      expected = plain.forward(images, false).dup();
    }
    assertThat(provider(true).remarks(8)).isEmpty();
    Map<String, INDArray> wrapped = new LinkedHashMap<>();
    stored.forEach((name, tensor) -> wrapped.put("module." + name, tensor));
    Safetensors.write(file, StateTensor.of(wrapped));

    assertThat(provider(true).remarks(8))
        .containsExactly(
            "The names in the weights file %s begin with 'module.', which was left out."
                .formatted(file));
    try (Backbone backbone = provider(true).create(8, 0)) {
      assertThat(backbone.forward(images, false)).isEqualTo(expected);
    }
  }

  /** ND4J's own generators draw by the clock where a seed is 0. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1})
  void theSameSeedGivesTheSameWeights(long seed) {
    NetworkBackboneProvider provider = random(new SmallCnn(2, 2));
    try (Backbone one = provider.create(16, seed);
        Backbone other = provider.create(16, seed)) {
      assertThat(States.copies(one)).isEqualTo(States.copies(other));
    }
  }

  @Test
  void imagesThatAreTooSmallAreRefused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false).create(3, 0))
        .withMessage(
            "The backbone small-cnn needs images of at least 4 pixels, but images.size is 3.");
  }

  @Test
  void theSmallestImagesOfEachArchitectureWork() {
    for (NetworkArchitecture architecture :
        new NetworkArchitecture[] {
          TINY,
          new SmallCnn(2, 6),
          new SqueezeNet(),
          new ResNet18(),
          new ResNet50(),
          new MobileNetV2(),
          new Vgg11(),
          new SmseCnn()
        }) {
      int size = architecture.minimumImageSize();
      try (Backbone backbone = random(architecture).create(size, 1)) {
        INDArray embedding = backbone.forward(TestEngine.noise(1, 2, size, size, 3), true);
        backbone.backward(embedding);
        assertThat(embedding.shape()).containsExactly(2, backbone.embeddingSize());
      }
    }
  }

  @Test
  void anAbsentFileAndFrozenNoiseAreRefusedBeforeAnythingRuns() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                new NetworkBackboneProvider(TINY, "no.safetensors", false, "all", TestEngine.BUILD))
        .withMessageContaining("no.safetensors of the backbone small-cnn does not exist");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new NetworkBackboneProvider(TINY, "none", true, "all", TestEngine.BUILD))
        .withMessageContaining("small-cnn is frozen but has no weights");
  }

  @Test
  void theCheckRefusesWhatCreateRefuses() {
    provider(false).check(8);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider(false).check(1))
        .withMessageContaining("but images.size is 1");

    stored.remove("block1.conv.weight");
    stored.put("block2.norm.bias", Nd4j.zeros(5));
    Safetensors.write(file, StateTensor.of(stored));
    List<String> refusals = new ArrayList<>();
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> provider(false).create(8, 0), () -> provider(false).check(8))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(attempt)
          .satisfies(e -> refusals.add(e.getMessage()));
    }
    assertThat(refusals.get(1)).isEqualTo(refusals.get(0)).contains("lacks", "another shape");
  }

  @Test
  void trainingFromALayerNeedsWeightsThatLearnAndAKnownName() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> trainedFrom("none", false, "block2"))
        .withMessage(
            "The backbone small-cnn is to be trained from block2 but has no weights for the layers"
                + " before it; give a safetensors file as weights, or set train-from to all.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> trainedFrom(file.toString(), true, "block2"))
        .withMessage(
            "The backbone small-cnn is frozen and is to be trained from block2; set frozen to"
                + " false, or train-from to all.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> trainedFrom(file.toString(), false, "layer2"))
        .withMessage("The backbone has no layer 'layer2' to train from; it has block1, block2.");
  }

  /** A frozen backbone's embeddings are cached; those of a partly frozen one change. */
  @Test
  void aPartlyFrozenBackboneIsNotFrozen() {
    assertThat(trainedFrom(file.toString(), false, "block2").frozen()).isFalse();
  }

  @Test
  void trainingFromALayerKeepsTheStoredLayersBeforeIt() {
    try (Backbone backbone = trainedFrom(file.toString(), false, "block2").create(8, 0)) {
      INDArray embedding = backbone.forward(TestEngine.noise(1, 2, 8, 8, 3), true);
      backbone.backward(embedding);
      backbone.step(OptimizerStep.adam(0.1));

      States.copies(backbone)
          .forEach(
              (name, tensor) ->
                  assertThat(tensor.equalsWithEps(stored.get(name), 0))
                      .as(name)
                      .isEqualTo(name.startsWith("block1.")));
    }
  }

  private static NetworkBackboneProvider trainedFrom(String weights, boolean frozen, String layer) {
    return new NetworkBackboneProvider(TINY, weights, frozen, layer, TestEngine.BUILD);
  }

  @Test
  void theFingerprintChangesWithTheWeights() throws IOException {
    String before = provider(true).fingerprint();
    assertThat(provider(true).fingerprint()).isEqualTo(before).matches("small-cnn-[0-9a-f]{32}");

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThat(provider(true).fingerprint()).isNotEqualTo(before);
  }

  private static NetworkBackboneProvider random(NetworkArchitecture architecture) {
    return new NetworkBackboneProvider(architecture, "none", false, "all", TestEngine.start());
  }

  private NetworkBackboneProvider provider(boolean frozen) {
    return new NetworkBackboneProvider(TINY, file.toString(), frozen, "all", TestEngine.start());
  }
}
