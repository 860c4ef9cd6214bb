package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.Precision;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;

/** The maximum and the generalised mean in place of the average over the places. */
class PoolingTest {
  private static final Pooling MAX = new Pooling(Pooling.Kind.MAX, 1, false);
  private static final String P = "pooling.p";
  private static final int IMAGES = 3;
  private static final int SIZE = 16;
  private static final int CHANNELS = 6;

  @TempDir Path folder;

  private final NetworkArchitecture architecture = new SmallCnn(3, 2);
  private final INDArray images = TestEngine.noise(5, IMAGES, SIZE, SIZE, 3);

  @Test
  void theMaximumIsThatOfEachMap() {
    float[][] maps = maps();
    float[] found = embeddings(MAX);

    for (int row = 0; row < found.length; row++) {
      double largest = 0;
      for (float x : maps[row]) {
        largest = Math.max(largest, x);
      }
      assertThat((double) found[row]).isCloseTo(largest, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5, 3, 8})
  void theGeneralisedMeanIsThatOfEachMap(double p) {
    float[][] maps = maps();
    float[] found = embeddings(gem(p));

    for (int row = 0; row < found.length; row++) {
      double sum = 0;
      for (float x : maps[row]) {
        sum += Math.pow(Math.max(x, 1e-6), p);
      }
      double expected = Math.pow(sum / maps[row].length, 1 / p);
      assertThat((double) found[row]).isCloseTo(expected, within(1e-5));
    }
  }

  /** In training, batch statistics included; the loss is the embeddings times fixed numbers. */
  @ParameterizedTest
  @ValueSource(strings = {P, "block2.conv.weight", "block2.norm.weight", "block2.norm.bias"})
  void gradientsAreThoseOfCentralDifferences(String name) {
    INDArray numbers = TestEngine.noise(7, IMAGES, CHANNELS);
    try (Backbone backbone = provider(gem(2.5)).create(SIZE, 3)) {
      States.moveBiases(backbone, 0.3);
      backbone.forward(images, true);
      backbone.backward(numbers);
      float[] gradient =
          FloatTensors.read(
              Objects.requireNonNull(Execution.gradients(backbone).get(name)).dup('c'));

      INDArray tensor = States.copy(backbone, name);
      float[] values = FloatTensors.read(tensor);
      double error = 0;
      double norm = 0;
      for (int i = 0; i < values.length; i++) {
        double difference =
            (loss(backbone, name, values, i, 1e-3, numbers)
                    - loss(backbone, name, values, i, -1e-3, numbers))
                / 2e-3;
        error += Math.pow(gradient[i] - difference, 2);
        norm += difference * difference;
      }
      assertThat(Math.sqrt(error / norm)).isLessThan(0.02);
    }
  }

  private double loss(
      Backbone backbone, String name, float[] values, int entry, double step, INDArray numbers) {
    long[] shape = Objects.requireNonNull(backbone.state().get(name)).shape();
    float[] changed = values.clone();
    changed[entry] += (float) step;
    States.write(backbone, name, Nd4j.create(changed, shape, 'c'));
    double loss = backbone.forward(images, true).mul(numbers).sumNumber().doubleValue();
    States.write(backbone, name, Nd4j.create(values, shape, 'c'));
    return loss;
  }

  /**
   * Grad-CAM (Selvaraju et al. 2017) weighs a map by the derivative by all of its places: where the
   * map is above 0, that of the offset before the ReLU.
   */
  @Test
  void mapsOfTheGeneralisedMeanAreWeighedByTheDerivative() {
    float[][] maps = maps();
    try (Backbone backbone = provider(gem(3)).create(SIZE, 3);
        INDArray weighed = backbone.featureMaps(images).orElseThrow()) {
      float[][] found = byChannel(weighed);
      INDArray bias = States.copy(backbone, "block2.norm.bias");
      States.write(backbone, "block2.norm.bias", bias.add(1e-3));
      float[] above = FloatTensors.read(backbone.forward(images, false));
      States.write(backbone, "block2.norm.bias", bias.sub(1e-3));
      float[] below = FloatTensors.read(backbone.forward(images, false));

      for (int row = 0; row < found.length; row++) {
        double derivative = (above[row] - below[row]) / 2e-3;
        for (int place = 0; place < maps[row].length; place++) {
          assertThat((double) found[row][place])
              .isCloseTo(maps[row][place] * derivative, within(0.02));
        }
      }
    }
  }

  @Test
  void thePowerIsLearntOnlyIfAsked() {
    for (boolean learnt : new boolean[] {true, false}) {
      Pooling pooling = new Pooling(Pooling.Kind.GEM, 3, learnt);
      try (Backbone backbone = provider(pooling).create(SIZE, 3)) {
        backbone.forward(images, true);
        backbone.backward(TestEngine.noise(7, IMAGES, CHANNELS));
        backbone.step(OptimizerStep.adam(0.1));

        assertThat(States.copy(backbone, P).getDouble(0) != 3).isEqualTo(learnt);
      }
    }
  }

  @Test
  void weightsAreThoseOfTheNetworkWithTheAverageAndKeepThePowerThatWasLearnt() {
    Path file = folder.resolve("w.safetensors");
    try (Backbone plain = provider(Pooling.AVERAGE).create(SIZE, 3)) {
      Safetensors.write(file, plain.state());
    }
    try (Backbone backbone = frozen(file, gem(4)).create(SIZE, 9)) {
      assertThat(FloatTensors.read(backbone.forward(images, false))).isEqualTo(embeddings(gem(4)));
      States.write(backbone, P, Nd4j.create(new float[] {5}));
      Safetensors.write(file, backbone.state());
    }
    frozen(file, MAX).check(SIZE);
    try (Backbone backbone = frozen(file, gem(4)).create(SIZE, 9)) {
      assertThat(States.copy(backbone, P).getDouble(0)).isEqualTo(5);
    }
  }

  @Test
  void embeddingsOfOtherPoolingsHaveOtherNames() {
    Path file = folder.resolve("w.safetensors");
    try (Backbone plain = provider(Pooling.AVERAGE).create(SIZE, 3)) {
      Safetensors.write(file, plain.state());
    }
    assertThat(
            Arrays.asList(
                frozen(file, Pooling.AVERAGE).fingerprint(),
                frozen(file, MAX).fingerprint(),
                frozen(file, gem(3)).fingerprint(),
                frozen(file, gem(4)).fingerprint()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aNetworkWithoutAnAverageIsRefused() {
    NetworkBackboneProvider provider =
        new NetworkBackboneProvider(
            new SmseCnn(),
            "none",
            false,
            "all",
            MAX,
            MixStyle.NONE,
            Precision.FLOAT32,
            TestEngine.start());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider.check(64))
        .withMessageContaining("leave out its option pooling");
  }

  private static Pooling gem(double power) {
    return new Pooling(Pooling.Kind.GEM, power, true);
  }

  private NetworkBackboneProvider provider(Pooling pooling) {
    return new NetworkBackboneProvider(
        architecture,
        "none",
        false,
        "all",
        pooling,
        MixStyle.NONE,
        Precision.FLOAT32,
        TestEngine.start());
  }

  private NetworkBackboneProvider frozen(Path file, Pooling pooling) {
    return new NetworkBackboneProvider(
        architecture,
        file.toString(),
        true,
        "all",
        pooling,
        MixStyle.NONE,
        Precision.FLOAT32,
        TestEngine.start());
  }

  private float[] embeddings(Pooling pooling) {
    try (Backbone backbone = provider(pooling).create(SIZE, 3)) {
      return FloatTensors.read(backbone.forward(images, false));
    }
  }

  /** The last maps of each image, channel by channel. */
  private float[][] maps() {
    try (Backbone backbone = provider(Pooling.AVERAGE).create(SIZE, 3);
        INDArray maps = backbone.featureMaps(images).orElseThrow()) {
      return byChannel(maps);
    }
  }

  private static float[][] byChannel(INDArray maps) {
    float[] values = FloatTensors.read(maps);
    int places = values.length / (IMAGES * CHANNELS);
    float[][] channels = new float[IMAGES * CHANNELS][places];
    for (int i = 0; i < values.length; i++) {
      channels[i / (places * CHANNELS) * CHANNELS + i % CHANNELS][i / CHANNELS % places] =
          values[i];
    }
    return channels;
  }
}
