package org.parfocal.cuda.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.EngineException;
import org.parfocal.cuda.internal.device.FakeCuda;
import org.parfocal.plan.ActivationFunction;
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
import org.parfocal.plan.Update;

/** Whole networks, whose gradients are compared with differences of their own results. */
@ExtendWith(FakeCuda.class)
class CudaNetworkTest {
  private static final int IMAGES = 3;
  private static final int SIZE = 9;

  private final List<Node> nodes = new ArrayList<>();
  private final List<ParameterLayout> parameters = new ArrayList<>();

  private Node node(String name, Operation operation, MapShape shape, Node... inputs) {
    Node node = new Node(name, operation, List.of(inputs), shape);
    nodes.add(node);
    return node;
  }

  private void parameter(String layer, String name, Role role, long... shape) {
    parameters.add(new ParameterLayout(layer + "." + name, layer, role, shape));
  }

  private Node convolution(String name, Node x, int out, int stride, boolean same) {
    int size = (x.shape().height() + stride - 1) / stride;
    parameter(name, "weight", Role.CONVOLUTION, 3, 3, x.shape().channels(), out);
    parameter(name, "bias", Role.VECTOR, out);
    SlidingWindow window = new SlidingWindow(3, 3, stride, stride, 1, 1, 1, 1, same);
    return node(
        name,
        new Operation.Convolution(Kind.PLAIN, window, name + ".weight", name + ".bias"),
        new MapShape(size, size, out),
        x);
  }

  private Node norm(String name, Node x) {
    int channels = x.shape().channels();
    parameter(name, "weight", Role.VECTOR, channels);
    parameter(name, "bias", Role.VECTOR, channels);
    parameter(name, "running_mean", Role.RUNNING_MEAN, channels);
    parameter(name, "running_var", Role.RUNNING_VARIANCE, channels);
    return node(name, new Operation.BatchNorm(name, 1e-3, 0.9), x.shape(), x);
  }

  private Node activation(String name, Node x) {
    // Smooth: differences across a kink are none of a slope.
    return node(name, new Operation.Activate(ActivationFunction.TANH, 0), x.shape(), x);
  }

  /**
   * Most operations at once: sums and channels side by side, odd padding, windows, a linear map.
   */
  LayerGraph network() {
    Node image = node("image", new Operation.Input(), new MapShape(SIZE, SIZE, 3));
    Node first = activation("act1", norm("norm1", convolution("conv1", image, 4, 1, false)));
    Node second = norm("norm2", convolution("conv2", first, 4, 1, false));
    Node sum = activation("act2", node("sum", new Operation.Add(), second.shape(), second, first));
    parameter("depth", "weight", Role.DEPTHWISE, 3, 3, 4, 1);
    SlidingWindow three = new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false);
    Node depthwise =
        node(
            "depth",
            new Operation.Convolution(Kind.DEPTHWISE, three, "depth.weight", null),
            sum.shape(),
            sum);
    Node both =
        node("both", new Operation.Concatenate(), new MapShape(SIZE, SIZE, 8), depthwise, sum);
    parameter("prelu", "weight", Role.VECTOR, 8);
    Node sloped = node("prelu", new Operation.ParametricRelu("prelu.weight"), both.shape(), both);
    Node padded = node("pad", new Operation.Pad(1, 1), new MapShape(SIZE + 1, SIZE + 1, 8), sloped);
    // 10 places at strides of 2: one row of padding below and none above.
    Node odd = convolution("odd", padded, 5, 2, true);
    SlidingWindow two = new SlidingWindow(2, 2, 2, 2, 0, 0, 1, 1, false);
    Node pooled = node("pool", new Operation.Pool(false, two), new MapShape(2, 2, 5), odd);
    parameter("linear", "weight", Role.DENSE, 20, 6);
    parameter("linear", "bias", Role.VECTOR, 6);
    node(
        "linear",
        new Operation.Dense("linear.weight", "linear.bias"),
        new MapShape(1, 1, 6),
        pooled);
    return new LayerGraph(nodes, parameters);
  }

  private static Set<String> all(LayerGraph network) {
    return network.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private CudaNetwork filled(LayerGraph network, Set<String> learning) {
    return filled(network, learning, Precision.FLOAT32);
  }

  private CudaNetwork filled(LayerGraph network, Set<String> learning, Precision precision) {
    CudaNetwork made = new CudaNetwork(network, learning, 5, precision, FakeCuda.cache());
    Random random = new Random(1);
    for (ParameterLayout parameter : network.parameters()) {
      float[] values = made.read(parameter.name());
      for (int i = 0; i < values.length; i++) {
        values[i] +=
            parameter.role() == Role.RUNNING_VARIANCE
                ? random.nextFloat()
                : (float) random.nextGaussian() * 0.4f;
      }
      if (parameter.layer().equals("prelu")) {
        for (int i = 0; i < values.length; i++) {
          values[i] = 1 + 0.05f * values[i]; // its kink is small
        }
      }
      made.write(parameter.name(), values);
      assertThat(made.read(parameter.name())).containsExactly(values);
    }
    return made;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double loss(float[] embeddings, float[] weights) {
    double sum = 0;
    for (int i = 0; i < embeddings.length; i++) {
      sum += (double) embeddings[i] * weights[i];
    }
    return sum;
  }

  @Test
  void gradientsAreTheSlopesOfTheResult() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    float[] weights = random(IMAGES * 6, 3);
    try (CudaNetwork running = filled(network, all(network))) {
      running.forward(images, IMAGES, true);
      running.backward(weights);
      double squares = 0;
      for (ParameterLayout parameter : network.parameters()) {
        if (!parameter.role().learned()) {
          continue;
        }
        float[] gradient = running.gradient(parameter.name());
        for (float one : gradient) {
          squares += (double) one * one;
        }
        float[] values = running.read(parameter.name());
        for (int i = 0; i < values.length; i += 1 + values.length / 4) {
          double slope = slope(running, parameter.name(), values, i, images, weights);
          assertThat((double) gradient[i])
              .as("%s[%d]", parameter.name(), i)
              .isCloseTo(slope, within(0.01 + 0.02 * Math.abs(slope)));
        }
      }
      assertThat(running.squaredGradientNorm()).isCloseTo(squares, within(1e-4 * squares));
    }
  }

  private static double slope(
      CudaNetwork running,
      String name,
      float[] values,
      int index,
      float[] images,
      float[] weights) {
    float step = 2e-3f;
    float[] changed = values.clone();
    changed[index] = values[index] + step;
    running.write(name, changed);
    double above = loss(running.forward(images, IMAGES, true), weights);
    changed[index] = values[index] - step;
    running.write(name, changed);
    double below = loss(running.forward(images, IMAGES, true), weights);
    running.write(name, values);
    return (above - below) / (2 * step);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recordedPassesGiveTheSameBits(boolean training) {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      float[] first = running.forward(images, IMAGES, training);
      for (int pass = 0; pass < 3; pass++) {
        assertThat(running.forward(images, IMAGES, training)).containsExactly(first);
      }
      assertThat(running.forward(random(images.length, 9), IMAGES, training)).isNotEqualTo(first);
    }
  }

  private static float[] table() {
    return random(3 * 256, 6);
  }

  /** Bytes, and what a network that is given floats is to be given in their place. */
  private static float[] fill(ImageBytes images, int count, long seed) {
    byte[] bytes = new byte[count * SIZE * SIZE * 3];
    new Random(seed).nextBytes(bytes);
    images.bytes().put(0, bytes);
    float[] normalised = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      normalised[i] = table()[i % 3 * 256 + (bytes[i] & 0xff)];
    }
    return normalised;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void imagesAsBytesGiveTheBitsOfNormalisedOnes(Precision precision) {
    LayerGraph network = network();
    try (CudaNetwork running = filled(network, all(network), precision);
        ImageBytes one = running.imageBytes(IMAGES, table());
        ImageBytes other = running.imageBytes(IMAGES + 1, table())) {
      for (int batch = 0; batch < 4; batch++) {
        ImageBytes images = batch % 2 == 0 ? one : other;
        int count = batch < 3 ? IMAGES : IMAGES + 1;
        float[] normalised = fill(images, count, batch);
        float[] embeddings = images.forward(count, true);
        assertThat(embeddings).containsExactly(running.forward(normalised, count, true));
      }
    }
  }

  /** The copy of the next batch begins before this one is read, whatever stream is quicker. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBatchIsSentWhileTheOneBeforeItIsComputed(boolean copiesAtOnce) {
    FakeCuda.copyAtOnce(copiesAtOnce);
    LayerGraph network = network();
    try (CudaNetwork running = filled(network, all(network));
        ImageBytes one = running.imageBytes(IMAGES, table());
        ImageBytes other = running.imageBytes(IMAGES, table())) {
      List<float[]> normalised = new ArrayList<>();
      List<float[]> embeddings = new ArrayList<>();
      normalised.add(fill(one, IMAGES, 0));
      for (int batch = 0; batch < 5; batch++) {
        ImageBytes next = batch % 2 == 0 ? other : one;
        normalised.add(fill(next, IMAGES, batch + 1));
        next.send(IMAGES);
        embeddings.add((batch % 2 == 0 ? one : other).forward(IMAGES, true));
        running.backward(random(IMAGES * 6, 3)); // is still to be computed when the next is sent
      }
      for (int batch = 0; batch < 5; batch++) {
        assertThat(running.forward(normalised.get(batch), IMAGES, true))
            .as("batch %d", batch)
            .containsExactly(embeddings.get(batch));
      }
    } finally {
      FakeCuda.copyAtOnce(false);
    }
  }

  @Test
  void aBatchThatWasSentAndForgottenDisturbsNoOther() {
    LayerGraph network = network();
    try (CudaNetwork running = filled(network, all(network));
        ImageBytes one = running.imageBytes(IMAGES, table());
        ImageBytes other = running.imageBytes(IMAGES, table());
        ImageBytes third = running.imageBytes(IMAGES, table())) {
      float[] normalised = fill(one, IMAGES, 1);
      fill(other, IMAGES, 2);
      fill(third, IMAGES, 3);
      one.send(IMAGES);
      other.send(IMAGES);
      third.send(IMAGES);
      assertThat(one.forward(IMAGES, true))
          .containsExactly(running.forward(normalised, IMAGES, true));
    }
  }

  @Test
  void foldedNormsComputeWhatTheyDoByThemselves() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork folded = filled(network, Set.of())) {
      float[] before = folded.forward(images, IMAGES, false);
      float[] means = folded.read("norm1.running_mean");
      means[0] += 1;
      folded.write("norm1.running_mean", means);
      assertThat(folded.forward(images, IMAGES, false)).isNotEqualTo(before);
      means[0] -= 1;
      folded.write("norm1.running_mean", means);
      assertThat(folded.forward(images, IMAGES, false)).containsExactly(before);
    }
  }

  @Test
  void aStepFollowsGradientsAndStatistics() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      running.forward(images, IMAGES, true);
      running.backward(random(IMAGES * 6, 3));
      float[] before = running.read("odd.weight");
      float[] gradient = running.gradient("odd.weight");
      float[] mean = running.read("norm1.running_mean");
      running.step(new Update.Sgd(0.5, 0, 0, false, 0.1));
      float[] after = running.read("odd.weight");
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i] - 0.05f * gradient[i], within(1e-6f));
      }
      assertThat(running.read("norm1.running_mean")).isNotEqualTo(mean);
      assertThat(running.moments()).isEmpty();
    }
  }

  /** The first step runs by itself, the second is recorded, the third is started as a graph. */
  @Test
  void eachStepTakesTheNumbersOfItsOwn() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      float[] expected = running.read("odd.weight");
      running.forward(images, IMAGES, true);
      running.backward(random(IMAGES * 6, 3));
      float[] gradient = running.gradient("odd.weight");
      for (double rate : new double[] {0.1, 0.02, 0.3, 0.007}) {
        running.step(new Update.Sgd(1, 0, 0, false, rate)); // nothing is awaited in between
        for (int i = 0; i < expected.length; i++) {
          expected[i] -= (float) rate * gradient[i];
        }
      }
      assertThat(running.read("odd.weight"))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(expected);
    }
  }

  @Test
  void aTrainingTakesNoMoreMemoryOnceItHasItsMoments() {
    LayerGraph network = network();
    try (CudaNetwork running = filled(network, all(network));
        ImageBytes one = running.imageBytes(IMAGES, table());
        ImageBytes other = running.imageBytes(IMAGES, table())) {
      List<Long> peaks = new ArrayList<>();
      for (int step = 1; step <= 6; step++) {
        (step % 2 == 0 ? other : one).forward(IMAGES, true);
        running.backward(random(IMAGES * 6, 3));
        running.step(new Update.Adam(1, 0, 1, 0.9, 0.999, 1e-8, 1e-3, step));
        peaks.add(running.peakBytes());
      }
      assertThat(peaks.get(0))
          .isGreaterThan(4 * 4 * 900L); // of 900 numbers, each with three others
      assertThat(peaks.subList(2, 6)).containsOnly(peaks.get(1));
    }
  }

  @Test
  void momentsOfOneMethodAreNotThoseOfAnother() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      float[] before = running.read("odd.weight");
      running.forward(images, IMAGES, true);
      running.backward(random(IMAGES * 6, 3));
      float[] gradient = running.gradient("odd.weight");
      for (int step = 0; step < 3; step++) {
        running.step(new Update.Sgd(1, 0, 0.5, false, 0.1)); // 1, 1.5 and 1.75 times the gradient
      }
      running.step(new Update.Sgd(1, 0, 0, false, 0.1));
      float[] after = running.read("odd.weight");
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i] - 0.525f * gradient[i], within(1e-5f));
      }
    }
  }

  @Test
  void theFirstLayerThatIsNotFiniteIsNamed() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      running.forward(images, IMAGES, true);
      assertThat(running.firstNonFinite()).isEmpty();
      float[] weights = running.read("depth.weight");
      weights[0] = Float.NaN;
      running.write("depth.weight", weights);
      running.forward(images, IMAGES, true);
      assertThat(running.firstNonFinite()).hasValue("depth");
    }
  }

  /** The engine's only way to tell the platform that no other job need be tried. */
  @ParameterizedTest
  @ValueSource(strings = {"gpu 719", "cudaStreamSynchronize 214", "cudaGraphLaunch 700"})
  void aGpuThatIsLostInMidRunCanDoNothingMoreAndIsClosedInPeace(String failure) {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      for (int pass = 0; pass < 3; pass++) {
        running.forward(images, IMAGES, true);
      }
      FakeCuda.fail(failure);
      assertThatThrownBy(() -> running.forward(images, IMAGES, true))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("cannot be used by this process any more")
          .hasMessageContaining("Start the study again");
      FakeCuda.fail("");
      assertThatThrownBy(() -> running.forward(images, IMAGES, true))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("Fake GPU failed before");
      FakeCuda.fail(failure);
    } finally {
      FakeCuda.fail("");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cudaSetDevice 46, another process may have it for itself",
    "cudaSetDevice 100, CUDA_VISIBLE_DEVICES is",
    "cudaStreamCreateWithFlags 2, another process may use the GPU"
  })
  void aGpuThatCannotBeOpenedStopsTheStudyWithAnAdvice(String failure, String advice) {
    LayerGraph network = network();
    FakeCuda.fail(failure);
    try {
      assertThatThrownBy(() -> filled(network, all(network)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(advice);
    } finally {
      FakeCuda.fail("");
    }
  }

  /** What CUDA said to be free went to another process meanwhile. */
  @Test
  void memoryThatAnotherProcessTookFailsTheJobOnly() {
    LayerGraph network = network();
    float[] images = random(IMAGES * SIZE * SIZE * 3, 2);
    try (CudaNetwork running = filled(network, all(network))) {
      FakeCuda.fail("cudaMalloc 2");
      assertThatThrownBy(() -> running.forward(images, IMAGES, true))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("memory of Fake GPU")
          .hasMessageContaining("images fit, make training.batch smaller");
      FakeCuda.fail("");
      assertThat(running.forward(images, IMAGES, true)).hasSize(IMAGES * 6);
    } finally {
      FakeCuda.fail("");
    }
  }

  @Test
  void aBatchThatDoesNotFitSaysHowManyImagesDo() {
    LayerGraph network = network();
    int many = 3_000_000;
    try (CudaNetwork running = filled(network, all(network))) {
      assertThatThrownBy(() -> running.forward(new float[0], many, true))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("MiB of memory of Fake GPU")
          .hasMessageContaining("images fit, make training.batch smaller");
    }
  }
}
