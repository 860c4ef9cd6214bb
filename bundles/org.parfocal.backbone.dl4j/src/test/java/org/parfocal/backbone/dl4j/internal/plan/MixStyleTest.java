package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;

/**
 * What was drawn is read from averages, which are λμ + (1 − λ)μ′ of the channels of an image and
 * its partner; everything else must follow from it by the definition.
 */
class MixStyleTest {
  private static final int IMAGES = 6;
  private static final int CHANNELS = 6;
  private static final int SIZE = 8;
  private static final Pooling MAXIMUM = new Pooling(Pooling.Kind.MAX, 1, false);

  private final INDArray images = TestEngine.noise(1, IMAGES, SIZE, SIZE, 3);

  /** The maps of a convolution are overwritten; those of a ReLU are needed as they were. */
  private enum Network {
    CONVOLUTION("1Convolution"),
    RELU("2Activation");

    final String module;

    Network(String module) {
      this.module = module;
    }

    ComputationGraphConfiguration configuration() {
      return TestPlans.network(
          net ->
              (this == RELU ? net.relu() : net)
                  .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build()),
          SIZE);
    }

    PlannedBackbone backbone(Pooling pooling, MixStyle style) {
      TestEngine.start();
      return new ReadNetwork(configuration(), SIZE, pooling, style)
          .backbone(TrainedPart.all(), (geometry, inputGradient) -> Algorithms.DIRECT);
    }

    MixStyle style(double probability, double alpha) {
      return new MixStyle(List.of(module), probability, alpha);
    }
  }

  /** What one image's maps became. */
  private record Mixed(int partner, double share, double residual) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mixesMeansAndDeviationsWithThoseOfAnotherImage(boolean relu) {
    Network network = relu ? Network.RELU : Network.CONVOLUTION;
    try (PlannedBackbone plain = network.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone averages = network.backbone(Pooling.AVERAGE, network.style(1, 1));
        PlannedBackbone maxima = network.backbone(MAXIMUM, network.style(1, 1))) {
      Statistics maps = new Statistics(plain.featureMaps(images).orElseThrow());
      float[] average = FloatTensors.read(averages.forward(images, true));
      float[] maximum = FloatTensors.read(maxima.forward(images, true));

      Set<Integer> partners = new HashSet<>();
      for (int image = 0; image < IMAGES; image++) {
        Mixed mixed = mixed(maps, average, image);
        assertThat(mixed.residual()).isLessThan(1e-5);
        assertThat(mixed.share()).isBetween(-1e-5, 1 + 1e-5);
        partners.add(mixed.partner());
        for (int channel = 0; channel < CHANNELS; channel++) {
          double deviation = maps.deviation[image][channel];
          double other = maps.deviation[mixed.partner()][channel];
          double mix = mixed.share() * deviation + (1 - mixed.share()) * other;
          double expected =
              mix * (maps.maximum[image][channel] - maps.mean[image][channel]) / deviation
                  + average[image * CHANNELS + channel];
          assertThat((double) maximum[image * CHANNELS + channel])
              .isCloseTo(expected, within(1e-4));
        }
      }
      assertThat(partners).as("a permutation").hasSize(IMAGES);
    }
  }

  /** Means and deviations are constants: the gradient of each image's maps is a times the plain. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void letsNoGradientThroughTheStatistics(boolean relu) {
    Network network = relu ? Network.RELU : Network.CONVOLUTION;
    try (PlannedBackbone plain = network.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone mixing = network.backbone(Pooling.AVERAGE, network.style(1, 1))) {
      Statistics maps = new Statistics(plain.featureMaps(images).orElseThrow());
      INDArray weights = TestEngine.noise(2, IMAGES, CHANNELS);
      float[] average = FloatTensors.read(mixing.forward(images, true));
      mixing.backward(weights);

      INDArray scaled = weights.dup();
      for (int image = 0; image < IMAGES; image++) {
        Mixed mixed = mixed(maps, average, image);
        for (int channel = 0; channel < CHANNELS; channel++) {
          double own = maps.deviation[image][channel];
          double other = maps.deviation[mixed.partner()][channel];
          double a = (mixed.share() * own + (1 - mixed.share()) * other) / own;
          scaled.putScalar(image, channel, a * weights.getDouble(image, channel));
        }
      }
      plain.forward(images, true);
      plain.backward(scaled);
      assertThat(mixing.gradients().keySet()).isEqualTo(plain.gradients().keySet());
      mixing
          .gradients()
          .forEach(
              (name, gradient) ->
                  assertThat(TestPlans.error(gradient, of(plain, name))).as(name).isLessThan(1e-4));
    }
  }

  /** With so small an α the share is 0 or 1 in float, more often than not. */
  @Test
  void anImageThatKeepsAllOfItselfIsItselfToTheLastBit() {
    try (PlannedBackbone plain = Network.CONVOLUTION.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone mixing =
            Network.CONVOLUTION.backbone(Pooling.AVERAGE, Network.CONVOLUTION.style(1, 0.001))) {
      float[] own = FloatTensors.read(plain.forward(images, true));
      float[] mixed = FloatTensors.read(mixing.forward(images, true));

      long same =
          IntStream.range(0, IMAGES)
              .filter(
                  image ->
                      Arrays.equals(
                          Arrays.copyOfRange(own, image * CHANNELS, (image + 1) * CHANNELS),
                          Arrays.copyOfRange(mixed, image * CHANNELS, (image + 1) * CHANNELS)))
              .count();
      assertThat(same).isBetween(1L, IMAGES - 1L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotMixedLearnsAsWithoutIt(boolean relu) {
    Network network = relu ? Network.RELU : Network.CONVOLUTION;
    try (PlannedBackbone plain = network.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone never = network.backbone(Pooling.AVERAGE, network.style(0, 0.1));
        PlannedBackbone seldom = network.backbone(Pooling.AVERAGE, network.style(1e-9, 0.1))) {
      INDArray weights = TestEngine.noise(2, IMAGES, CHANNELS);
      float[] expected = FloatTensors.read(plain.forward(images, true));
      plain.backward(weights);
      for (PlannedBackbone backbone : List.of(never, seldom)) {
        assertThat(FloatTensors.read(backbone.forward(images, true))).isEqualTo(expected);
        backbone.backward(weights);
        plain
            .gradients()
            .forEach(
                (name, gradient) ->
                    assertThat(backbone.gradients().get(name)).as(name).isEqualTo(gradient));
      }
    }
  }

  @Test
  void mixesAsOftenAsItIsTold() {
    try (PlannedBackbone plain = Network.RELU.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone mixing =
            Network.RELU.backbone(Pooling.AVERAGE, Network.RELU.style(0.3, 1))) {
      float[] own = FloatTensors.read(plain.forward(images, true));
      int mixed = 0;
      for (int pass = 0; pass < 1000; pass++) {
        mixed += Arrays.equals(FloatTensors.read(mixing.forward(images, true)), own) ? 0 : 1;
      }
      assertThat(mixed).isBetween(240, 360); // 4 deviations of a binomial
    }
  }

  @Test
  void mixesNothingInInference() {
    try (PlannedBackbone plain = Network.RELU.backbone(Pooling.AVERAGE, MixStyle.NONE);
        PlannedBackbone mixing = Network.RELU.backbone(Pooling.AVERAGE, Network.RELU.style(1, 1))) {
      assertThat(mixing.forward(images, false)).isEqualTo(plain.forward(images, false));
      assertThat(mixing.featureMaps(images)).isEqualTo(plain.featureMaps(images));
      assertThat(mixing.state().keySet()).isEqualTo(plain.state().keySet());
    }
  }

  @Test
  void goesOnDrawingWhereAnotherStood() {
    try (PlannedBackbone first = Network.RELU.backbone(Pooling.AVERAGE, Network.RELU.style(1, 1));
        PlannedBackbone second = Network.RELU.backbone(Pooling.AVERAGE, Network.RELU.style(1, 1))) {
      for (int pass = 0; pass < 5; pass++) {
        first.forward(images, true);
      }
      INDArray before = second.forward(images, true).dup();
      second.restore(first.memory().orElseThrow());
      INDArray next = first.forward(images, true).dup();
      assertThat(second.forward(images, true)).isEqualTo(next).isNotEqualTo(before);
    }
  }

  /** What is fixed is not a reason to leave its styles alone. */
  @Test
  void mixesMapsBeforeTheFirstLayerThatLearnsToo() {
    ComputationGraphConfiguration configuration = TestPlans.network(net -> net.relu(), SIZE);
    TrainedPart part = TrainedPart.from("3Convolution");
    try (PlannedBackbone plain =
            TestPlans.planned(configuration, SIZE, Algorithms.DIRECT, part, MixStyle.NONE);
        PlannedBackbone mixing =
            TestPlans.planned(
                configuration, SIZE, Algorithms.DIRECT, part, Network.RELU.style(1, 1))) {
      assertThat(mixing.forward(images, true)).isNotEqualTo(plain.forward(images, true));
      mixing.backward(TestEngine.noise(2, IMAGES, mixing.embeddingSize()));
      assertThat(of(mixing, "3Convolution.weight").norm2Number().doubleValue()).isPositive();
    }
  }

  @Test
  void namesTheModulesThatThereAre() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> Network.RELU.backbone(Pooling.AVERAGE, new MixStyle(List.of("layer1"), 0.5, 0.1)))
        .withMessageContaining("'layer1'")
        .withMessageContaining("1Convolution, 2Activation.");
  }

  /** The partner and the share that explain an image's averages best. */
  private static Mixed mixed(Statistics maps, float[] average, int image) {
    Mixed best = new Mixed(-1, 0, Double.POSITIVE_INFINITY);
    for (int partner = 0; partner < IMAGES; partner++) {
      double product = 0;
      double square = 1e-12;
      for (int channel = 0; channel < CHANNELS; channel++) {
        double difference = maps.mean[image][channel] - maps.mean[partner][channel];
        double given = average[image * CHANNELS + channel] - maps.mean[partner][channel];
        product += difference * given;
        square += difference * difference;
      }
      double share = partner == image ? 1 : product / square;
      double residual = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        double explained =
            share * maps.mean[image][channel] + (1 - share) * maps.mean[partner][channel];
        residual = Math.max(residual, Math.abs(explained - average[image * CHANNELS + channel]));
      }
      if (partner == image && residual < 1e-6) {
        return new Mixed(image, 1, residual); // any other would do as well, with a share of 1
      }
      best = residual < best.residual() ? new Mixed(partner, share, residual) : best;
    }
    return best;
  }

  /** Of each image and channel, by loops. */
  private static final class Statistics {
    final double[][] mean = new double[IMAGES][CHANNELS];
    final double[][] deviation = new double[IMAGES][CHANNELS];
    final double[][] maximum = new double[IMAGES][CHANNELS];

    Statistics(INDArray maps) {
      float[] values = FloatTensors.read(maps);
      int places = SIZE * SIZE;
      for (int image = 0; image < IMAGES; image++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          int start = image * places * CHANNELS + channel;
          double sum = 0;
          double largest = Double.NEGATIVE_INFINITY;
          for (int place = 0; place < places; place++) {
            sum += values[start + place * CHANNELS];
            largest = Math.max(largest, values[start + place * CHANNELS]);
          }
          double squares = 0;
          for (int place = 0; place < places; place++) {
            squares += Math.pow(values[start + place * CHANNELS] - sum / places, 2);
          }
          mean[image][channel] = sum / places;
          deviation[image][channel] = Math.sqrt(squares / (places - 1) + 1e-6);
          maximum[image][channel] = largest;
        }
      }
    }
  }

  private static INDArray of(PlannedBackbone backbone, String gradient) {
    return Objects.requireNonNull(backbone.gradients().get(gradient));
  }
}
