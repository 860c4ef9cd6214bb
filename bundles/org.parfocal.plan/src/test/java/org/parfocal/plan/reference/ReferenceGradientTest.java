package org.parfocal.plan.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.plan.ActivationFunction;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.SlidingWindow;

/** Every gradient of the reference is the slope of its forward pass. */
class ReferenceGradientTest {
  private static final int IMAGES = 2;
  private static final int SIZE = 6;
  private static final double STEP = 1e-5;

  static Stream<Arguments> layers() {
    Map<String, UnaryOperator<TestLayers>> layers = new LinkedHashMap<>();
    layers.put("convolution", net -> net.convolution(4));
    layers.put(
        "strided, dilated",
        net ->
            net.convolution(Kind.PLAIN, new SlidingWindow(3, 2, 2, 1, 1, 0, 1, 2, false), 3, 4, 4));
    layers.put(
        "same",
        net ->
            net.convolution(Kind.PLAIN, new SlidingWindow(3, 3, 2, 2, 0, 0, 1, 1, true), 3, 3, 2));
    layers.put(
        "depthwise, two filters a channel",
        net ->
            net.convolution(
                Kind.DEPTHWISE, new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false), 3, 3, 8));
    layers.put(
        "transposed",
        net ->
            net.convolution(
                Kind.TRANSPOSED, new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false), 11, 11, 3));
    layers.put("batch norm", TestLayers::norm);
    layers.put("dense", net -> net.dense(5));
    for (ActivationFunction function : ActivationFunction.values()) {
      layers.put(function.name(), net -> net.norm().then(new Operation.Activate(function, 0.2)));
    }
    layers.put("one slope", net -> net.parametricRelu(1));
    layers.put("a slope for each channel", net -> net.parametricRelu(4));
    SlidingWindow window = new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false);
    layers.put("maximum", net -> net.then(new Operation.Pool(true, window), new MapShape(3, 3, 4)));
    layers.put(
        "average", net -> net.then(new Operation.Pool(false, window), new MapShape(3, 3, 4)));
    layers.put("global maximum", net -> net.globalPool(true));
    layers.put("global average", net -> net.globalPool(false));
    layers.put("generalised mean", net -> net.norm().generalizedMean());
    layers.put("padding", net -> net.then(new Operation.Pad(1, 2), new MapShape(8, 9, 4)));
    layers.put("sum, of three readers", ReferenceGradientTest::threeReaders);
    layers.put(
        "concatenation",
        net -> {
          Node before = net.last();
          return net.convolution(2).with(before, new Operation.Concatenate(), 6);
        });
    return layers.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  private static TestLayers threeReaders(TestLayers net) {
    Node before = net.last();
    net.convolution(4).with(before, new Operation.Add(), 4);
    net.convolution(4).with(before, new Operation.Add(), 4);
    return net.then(new Operation.Activate(ActivationFunction.TANH, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void gradientsAreSlopes(String name, UnaryOperator<TestLayers> layers) {
    TestLayers net = layers.apply(new TestLayers(SIZE).convolution(4));
    LayerGraph graph = (net.last().shape().places() > 1 ? net.dense(3) : net).graph();
    ReferenceNetwork network = TestLayers.begun(graph);
    SplittableRandom random = new SplittableRandom(1);
    double[] images = random.doubles(IMAGES * SIZE * SIZE * 3L, -1, 1).toArray();
    double[] weights = random.doubles((long) IMAGES * graph.embeddingSize(), -1, 1).toArray();

    loss(network, images, weights);
    network.backward(weights);
    Map<String, double[]> gradients = network.gradients();

    gradients.forEach(
        (tensor, gradient) -> {
          for (int draw = 0; draw < 6; draw++) {
            int index = random.nextInt(gradient.length);
            double[] values = network.read(tensor);
            double value = values[index];
            values[index] = value + STEP;
            network.write(tensor, values);
            double above = loss(network, images, weights);
            values[index] = value - STEP;
            network.write(tensor, values);
            double below = loss(network, images, weights);
            values[index] = value;
            network.write(tensor, values);

            double slope = (above - below) / (2 * STEP);
            assertThat(gradient[index])
                .as("%s, number %d", tensor, index)
                .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
          }
        });
  }

  private static double loss(ReferenceNetwork network, double[] images, double[] weights) {
    double[] embeddings = network.forward(images, IMAGES, true);
    double sum = 0;
    for (int index = 0; index < embeddings.length; index++) {
      sum += weights[index] * embeddings[index];
    }
    return sum;
  }
}
