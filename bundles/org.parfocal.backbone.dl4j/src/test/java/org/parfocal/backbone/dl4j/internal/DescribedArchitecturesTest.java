package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.plan.Algorithms;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;
import org.parfocal.backbone.dl4j.internal.plan.PlannedNetwork;
import org.parfocal.backbone.dl4j.internal.plan.ReadNetwork;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.architecture.MobileNetV2;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.ResNet18;
import org.parfocal.plan.architecture.ResNet50;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;
import org.parfocal.plan.architecture.SqueezeNet;
import org.parfocal.plan.architecture.Vgg11;

/** The networks that any target runs are those that DL4J describes here, in the same order. */
class DescribedArchitecturesTest {
  static Stream<Arguments> architectures() {
    return Stream.of(
        Arguments.of(new SmallCnn(5, 3), new SmallCnnTwin(5, 3)),
        Arguments.of(new ResNet18(), new ResNet18Twin()),
        Arguments.of(new ResNet50(), new ResNet50Twin()),
        Arguments.of(new Vgg11(), new Vgg11Twin()),
        Arguments.of(new MobileNetV2(), new MobileNetV2Twin()),
        Arguments.of(new SqueezeNet(), new SqueezeNetTwin()),
        Arguments.of(new SmseCnn(), new SmseCnnTwin()));
  }

  /** Odd sizes, too: where windows and paddings are cut off. */
  static Stream<Arguments> sizes() {
    return architectures()
        .flatMap(
            pair ->
                Stream.of(0, 1, 35).map(more -> Arguments.of(pair.get()[0], pair.get()[1], more)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void layersAndTensorsAreTheSame(NetworkArchitecture described, Twin twin, int more) {
    assertThat(described.name()).isEqualTo(twin.name());
    assertThat(described.minimumImageSize()).isEqualTo(twin.minimumImageSize());
    int imageSize = described.minimumImageSize() + more;
    TestEngine.start();
    ComputationGraphConfiguration configuration = twin.configuration(imageSize, 1);
    LayerGraph expected = NetworkReader.read(configuration, imageSize);
    LayerGraph found = described.network(imageSize).layers();

    assertThat(Described.layers(found)).isEqualTo(Described.layers(expected));
  }

  /** Stored trainings began so; the networks are those of one thread and one seed. */
  @ParameterizedTest
  @MethodSource("architectures")
  void theyBeginWithTheNumbersThatDl4jDraws(NetworkArchitecture described, Twin twin) {
    int imageSize = described.minimumImageSize() + 3;
    TestEngine.start();
    Algorithms.Choice choice = Algorithms.of(TestEngine.BUILD);
    try (Backbone expected =
            new ReadNetwork(twin.configuration(imageSize, 7), imageSize)
                .backbone(TrainedPart.all(), choice);
        Backbone found =
            new PlannedNetwork(described.network(imageSize))
                .backbone(TrainedPart.all(), choice, TestEngine.BUILD, 7)) {
      twin.initialise(expected.state(), 7);
      Map<String, INDArray> numbers = States.copies(expected);
      assertThat(States.copies(found).keySet()).isEqualTo(numbers.keySet());
      States.copies(found)
          .forEach(
              (name, values) -> {
                float[] drawn = FloatTensors.read(Objects.requireNonNull(numbers.get(name)));
                assertThat(Arrays.equals(FloatTensors.read(values), drawn)).as(name).isTrue();
              });
    }
  }
}
