package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.Architecture;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.architecture.Initial;
import org.parfocal.plan.architecture.Network;
import org.parfocal.plan.architecture.NetworkArchitecture;

/** The networks that any target runs are those that DL4J describes here, in the same order. */
class DescribedArchitecturesTest {
  static Stream<Arguments> architectures() {
    return Stream.of(
        Arguments.of(new org.parfocal.plan.architecture.SmallCnn(5, 3), new SmallCnn(5, 3)),
        Arguments.of(new org.parfocal.plan.architecture.ResNet18(), new ResNet18()),
        Arguments.of(new org.parfocal.plan.architecture.ResNet50(), new ResNet50()),
        Arguments.of(new org.parfocal.plan.architecture.Vgg11(), new Vgg11()),
        Arguments.of(new org.parfocal.plan.architecture.MobileNetV2(), new MobileNetV2()),
        Arguments.of(new org.parfocal.plan.architecture.SqueezeNet(), new SqueezeNet()),
        Arguments.of(new org.parfocal.plan.architecture.SmseCnn(), new SmseCnn()));
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
  void layersAndTensorsAreTheSame(NetworkArchitecture described, Architecture twin, int more) {
    assertThat(described.name()).isEqualTo(twin.name());
    assertThat(described.minimumImageSize()).isEqualTo(twin.minimumImageSize());
    int imageSize = described.minimumImageSize() + more;
    TestEngine.start();
    ComputationGraphConfiguration configuration = twin.configuration(imageSize, 1);
    TrainedPart.topologicalOrder(configuration);
    LayerGraph expected = NetworkReader.read(configuration, imageSize);
    LayerGraph found = described.network(imageSize).layers();

    assertThat(nodes(found)).isEqualTo(nodes(expected));
    assertThat(tensors(found)).isEqualTo(tensors(expected));
  }

  private static List<String> nodes(LayerGraph network) {
    return network.nodes().stream()
        .map(node -> node + " " + node.operation() + node.shape() + names(node.inputs()))
        .toList();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(node -> node.name() + node.operation()).toList();
  }

  private static List<String> tensors(LayerGraph network) {
    return network.parameters().stream()
        .map(
            (ParameterLayout it) ->
                it.name() + " " + it.layer() + " " + it.role() + Arrays.toString(it.shape()))
        .toList();
  }

  /** DL4J's numbers lie in the bounds of the rule, and fill them. */
  @ParameterizedTest
  @MethodSource("architectures")
  void weightsBeginAsTheTwinDrawsThem(NetworkArchitecture described, Architecture twin) {
    int imageSize = described.minimumImageSize();
    TestEngine.start();
    ComputationGraph graph = new ComputationGraph(twin.configuration(imageSize, 7));
    graph.init();
    Network network = described.network(imageSize);
    TensorViews.of(graph)
        .forEach(
            (name, drawn) -> {
              Initial rule = network.initial().get(name);
              if (rule != null && drawn.length() >= 1000) {
                check(name, rule, drawn);
              }
            });
    graph.params().close();
  }

  private static void check(String name, Initial rule, INDArray drawn) {
    double deviation = Math.sqrt(Objects.requireNonNull(drawn.var(false)).getDouble(0));
    double expected =
        switch (rule.distribution()) {
          case CONSTANT -> 0;
          case UNIFORM -> rule.scale() / Math.sqrt(3);
          case NORMAL -> rule.scale();
        };
    assertThat(deviation).as(name).isBetween(0.9 * expected, 1.1 * expected);
  }
}
