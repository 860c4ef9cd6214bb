package org.parfocal.cuda.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.cuda.internal.device.FakeCuda;
import org.parfocal.plan.ImageBytes;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.Precision;
import org.parfocal.plan.SlidingWindow;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;
import org.parfocal.plan.reference.Comparison;
import org.parfocal.plan.reference.Comparison.Distance;
import org.parfocal.plan.reference.Comparison.Outcome;
import org.parfocal.plan.reference.SampleNetworks;

/** Networks in each precision, compared with the same in double precision. */
@ExtendWith(FakeCuda.class)
class PrecisionTest {
  private static double bound(Precision precision) {
    return precision == Precision.BFLOAT16 ? 2e-2 : 1e-5;
  }

  private static LayerGraph network(String name, int size) {
    NetworkArchitecture architecture =
        name.equals("small-cnn") ? new SmallCnn(8, 3) : new SmseCnn();
    return architecture.network(size).layers();
  }

  private static Set<String> all(LayerGraph network) {
    return network.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private static Outcome outcome(
      Comparison comparison, LayerGraph network, Set<String> learning, Precision precision) {
    try (CudaNetwork made = new CudaNetwork(network, learning, 5, precision, FakeCuda.cache())) {
      return comparison.outcome(made);
    }
  }

  private static Distance distance(
      LayerGraph network, Set<String> learning, int count, int steps, Precision precision) {
    Comparison comparison = new Comparison(network, learning, count, steps);
    return comparison.distance(outcome(comparison, network, learning, precision));
  }

  /** Without a kink that rounding could cross; most operations at once. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void embeddingsGradientsAndLossesAreThoseOfDoubles(Precision precision) {
    LayerGraph network = new CudaNetworkTest().network();
    Distance distance = distance(network, all(network), 3, 4, precision);
    double bound = bound(precision);
    assertThat(distance.inferred()).isLessThan(bound);
    assertThat(distance.trained()).isLessThan(bound);
    assertThat(distance.gradients()).isLessThan(bound);
    assertThat(distance.losses()).isLessThan(bound);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachOperationInBfloat16IsThatOfDoubles(String name, LayerGraph network) {
    Distance distance = distance(network, all(network), 2, 1, Precision.BFLOAT16);
    assertThat(distance.inferred()).isLessThan(2e-2);
    assertThat(distance.trained()).isLessThan(2e-2);
    assertThat(distance.gradients()).isLessThan(2e-2);
  }

  static Stream<Arguments> operations() {
    return SampleNetworks.ofEachOperation().entrySet().stream()
        .map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  /**
   * A number near zero that rounding moves to the other side switches a ReLU, and its whole
   * gradient: hence the wide bound of gradients in bfloat16.
   */
  @ParameterizedTest
  @CsvSource({
    "small-cnn, 16, 4, STRICT",
    "small-cnn, 16, 4, BFLOAT16",
    "smse-cnn, 64, 1, BFLOAT16",
  })
  void backbonesAreThoseOfDoubles(String name, int size, int count, Precision precision) {
    LayerGraph network = network(name, size);
    Distance distance = distance(network, all(network), count, 1, precision);
    assertThat(distance.inferred()).isLessThan(bound(precision));
    assertThat(distance.trained()).isLessThan(bound(precision));
    assertThat(distance.gradients()).isLessThan(precision == Precision.BFLOAT16 ? 0.2 : 1e-5);
  }

  @Test
  void whatIsFrozenStaysAndWhatLearnsHasTheSameGradients() {
    LayerGraph network = new CudaNetworkTest().network();
    Distance partly = distance(network, Set.of("odd", "linear"), 3, 3, Precision.BFLOAT16);
    assertThat(partly.gradients()).isLessThan(2e-2);
    assertThat(partly.losses()).isLessThan(2e-2);
    Distance frozen = distance(network, Set.of(), 3, 0, Precision.BFLOAT16);
    assertThat(frozen.inferred()).isLessThan(2e-2);
  }

  /** Pooled numbers stay floats, and are read by two layers that compute in bfloat16. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void pooledNumbersAreConvertedForTheirReaders(Precision precision) {
    List<ParameterLayout> parameters = new ArrayList<>();
    Node image = new Node("image", new Operation.Input(), List.of(), new MapShape(6, 6, 3));
    parameters.add(new ParameterLayout("conv.weight", "conv", Role.CONVOLUTION, 3, 3, 3, 8));
    SlidingWindow three = new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false);
    Node maps =
        new Node(
            "conv",
            new Operation.Convolution(Kind.PLAIN, three, "conv.weight", null),
            List.of(image),
            new MapShape(6, 6, 8));
    Node pooled =
        new Node("pooled", new Operation.GlobalPool(false), List.of(maps), new MapShape(1, 1, 8));
    List<Node> nodes = new ArrayList<>(List.of(image, maps, pooled));
    for (String name : List.of("left", "right")) {
      parameters.add(new ParameterLayout(name + ".weight", name, Role.DENSE, 8, 5));
      nodes.add(
          new Node(
              name,
              new Operation.Dense(name + ".weight", null),
              List.of(pooled),
              new MapShape(1, 1, 5)));
    }
    nodes.add(
        new Node(
            "sum",
            new Operation.Add(),
            List.of(nodes.get(3), nodes.get(4)),
            new MapShape(1, 1, 5)));
    LayerGraph network = new LayerGraph(nodes, parameters);
    Distance distance = distance(network, all(network), 4, 2, precision);
    assertThat(distance.trained()).isLessThan(bound(precision));
    assertThat(distance.gradients()).isLessThan(bound(precision));
  }

  @Test
  void bfloat16TrainsToTheSameBitsTwice() {
    LayerGraph network = new CudaNetworkTest().network();
    Comparison comparison = new Comparison(network, all(network), 3, 3);
    Outcome first = outcome(comparison, network, all(network), Precision.BFLOAT16);
    Outcome second = outcome(comparison, network, all(network), Precision.BFLOAT16);
    assertThat(second.losses()).containsExactly(first.losses());
    assertThat(second.gradients()).containsExactly(first.gradients());
  }

  @Test
  void featureMapsAreWhatEmbeddingsAreTheMeansOf() {
    LayerGraph network = network("small-cnn", 16);
    int channels = network.embeddingSize();
    try (CudaNetwork made =
        new CudaNetwork(network, Set.of(), 5, Precision.BFLOAT16, FakeCuda.cache())) {
      Comparison comparison = new Comparison(network, Set.of(), 2, 0);
      comparison.fill(made);
      float[] embeddings = made.forward(comparison.images(), 2, false);
      float[] maps = made.maps();
      int places = maps.length / embeddings.length;
      for (int i = 0; i < embeddings.length; i++) {
        double mean = 0;
        for (int place = 0; place < places; place++) {
          mean += maps[(i / channels * places + place) * channels + i % channels] / (double) places;
        }
        assertThat((double) embeddings[i]).isCloseTo(mean, within(1e-6));
      }
      assertThat(made.firstNonFinite()).isEmpty();
    }
  }

  @Test
  void theFirstLayerOfBfloat16ThatIsNotFiniteIsNamed() {
    LayerGraph network = network("small-cnn", 16);
    try (CudaNetwork made =
        new CudaNetwork(network, Set.of(), 5, Precision.BFLOAT16, FakeCuda.cache())) {
      Comparison comparison = new Comparison(network, Set.of(), 2, 0);
      comparison.fill(made);
      float[] weights = made.read("block2.conv.weight");
      weights[7] = Float.POSITIVE_INFINITY;
      made.write("block2.conv.weight", weights);
      made.forward(comparison.images(), 2, false);
      assertThat(made.firstNonFinite()).hasValue("block2.conv");
    }
  }

  @Test
  void imagesAsBytesAreRoundedToBfloat16AsImagesAsNumbers() {
    LayerGraph network = network("small-cnn", 16);
    float[] table = new float[3 * 256];
    for (int index = 0; index < table.length; index++) {
      table[index] = (index % 256 - 100) / 77f;
    }
    byte[] bytes = new byte[2 * 16 * 16 * 3];
    new Random(4).nextBytes(bytes);
    float[] images = new float[bytes.length];
    for (int index = 0; index < bytes.length; index++) {
      images[index] = table[index % 3 * 256 + (bytes[index] & 0xff)];
    }
    try (CudaNetwork made =
            new CudaNetwork(network, Set.of(), 5, Precision.BFLOAT16, FakeCuda.cache());
        ImageBytes sent = made.imageBytes(2, table)) {
      new Comparison(network, Set.of(), 2, 0).fill(made);
      sent.bytes().put(0, bytes);
      sent.send(2);
      assertThat(sent.forward(2, false)).containsExactly(made.forward(images, 2, false));
    }
  }
}
