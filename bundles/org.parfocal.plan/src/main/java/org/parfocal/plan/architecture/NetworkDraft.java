package org.parfocal.plan.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.plan.ActivationFunction;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.SlidingWindow;

/**
 * Writes a network down layer by layer, in PyTorch's terms; each method takes the input and returns
 * what it added. Each method names what it adds, or derives a name from the input's. A layer is
 * named as the module of PyTorch's {@code state_dict} that holds the same parameters: they are
 * stored as {@code <layer>.weight}, {@code <layer>.bias}, {@code <layer>.running_mean} and {@code
 * <layer>.running_var}.
 *
 * <p>Throws {@link IllegalArgumentException} at a layer that does not fit its input, or whose name
 * another one has.
 */
public final class NetworkDraft {
  /** PyTorch's ε and momentum of batch normalisation. */
  private static final double EPSILON = 1e-5;

  private static final double DECAY = 0.9;

  /** PyTorch's initial slope of PReLU. */
  private static final double SLOPE = 0.25;

  private final List<Node> nodes = new ArrayList<>();
  private final List<ParameterLayout> parameters = new ArrayList<>();
  private final Map<String, Initial> initial = new LinkedHashMap<>();
  private final InitialWeights weights;

  /**
   * Begins with square images of three channels.
   *
   * @param imageSize their edge in pixels
   * @param weights how all weights are drawn
   */
  public NetworkDraft(int imageSize, InitialWeights weights) {
    this.weights = weights;
    nodes.add(
        new Node("image", new Operation.Input(), List.of(), new MapShape(imageSize, imageSize, 3)));
  }

  /** The images. */
  public Node image() {
    return nodes.get(0);
  }

  /** Convolution with bias and ReLU. */
  public Node convolutionRelu(
      Node input, String name, int out, int kernel, int stride, int padding) {
    Node convolution = convolution(input, name, out, kernel, stride, padding);
    return add(name, new Operation.Activate(ActivationFunction.RELU, 0), convolution);
  }

  /** Convolution with bias. */
  public Node convolution(Node input, String name, int out, int kernel, int stride, int padding) {
    return convolution(input, name, out, window(kernel, stride, padding), true);
  }

  /** Convolution without bias, followed by batch normalisation of the given name. */
  public Node convolutionNorm(
      Node input, String name, String norm, int out, int kernel, int stride, int padding) {
    return norm(convolution(input, name, out, window(kernel, stride, padding), false), norm);
  }

  /** Convolution whose window may be oblong or dilated. */
  public Node convolution(Node input, String name, int out, SlidingWindow window, boolean bias) {
    require(!window.same(), name, "say how much padding its window has");
    int in = input.shape().channels();
    long places = (long) window.height() * window.width();
    Initial rule = weights.of(in * places, out * places);
    String weight =
        parameter(name, "weight", Role.CONVOLUTION, rule, window.height(), window.width(), in, out);
    String offset = bias ? bias(name, out, in * places) : null;
    return add(
        name,
        new Operation.Convolution(Kind.PLAIN, window, weight, offset),
        slid(input.shape(), window, out),
        input);
  }

  /**
   * A 3×3 convolution of each of the channels by itself, without bias, followed by batch
   * normalisation of the given name.
   */
  public Node depthwiseNorm(Node input, String name, String norm, int stride) {
    SlidingWindow window = window(3, stride, 1);
    int channels = input.shape().channels();
    String weight =
        parameter(name, "weight", Role.DEPTHWISE, weights.of(9, 9L * channels), 3, 3, channels, 1);
    Node filtered =
        add(
            name,
            new Operation.Convolution(Kind.DEPTHWISE, window, weight, null),
            slid(input.shape(), window, channels),
            input);
    return norm(filtered, norm);
  }

  /** Batch normalisation. */
  public Node norm(Node input, String name) {
    int channels = input.shape().channels();
    parameter(name, "weight", Role.VECTOR, Initial.ONE, channels);
    parameter(name, "bias", Role.VECTOR, Initial.ZERO, channels);
    parameter(name, "running_mean", Role.RUNNING_MEAN, Initial.ZERO, channels);
    parameter(name, "running_var", Role.RUNNING_VARIANCE, Initial.ONE, channels);
    return add(name, new Operation.BatchNorm(name, EPSILON, DECAY), input);
  }

  /** Linear layer; feature maps are laid out channel by channel before it, as PyTorch does. */
  public Node linear(Node input, String name, int out) {
    long in = input.shape().places() * input.shape().channels();
    String weight = parameter(name, "weight", Role.DENSE, weights.of(in, out), in, out);
    return add(
        name, new Operation.Dense(weight, bias(name, out, in)), new MapShape(1, 1, out), input);
  }

  /** Transposed convolution with bias, by which maps grow. */
  public Node transposed(Node input, String name, int out, int kernel, int stride, int padding) {
    int in = input.shape().channels();
    long places = (long) kernel * kernel;
    SlidingWindow window = window(kernel, stride, padding);
    // PyTorch counts as inputs what is in front in the kernel's tensor, which is the outputs here.
    Initial rule = weights.of(out * places, in * places);
    String weight = parameter(name, "weight", Role.CONVOLUTION, rule, kernel, kernel, out, in);
    MapShape shape =
        new MapShape(
            stride * (input.shape().height() - 1) + kernel - 2 * padding,
            stride * (input.shape().width() - 1) + kernel - 2 * padding,
            out);
    Operation operation =
        new Operation.Convolution(Kind.TRANSPOSED, window, weight, bias(name, out, out * places));
    return add(name, operation, shape, input);
  }

  /** max(0, x). */
  public Node relu(Node input) {
    return add(input.name() + ".relu", new Operation.Activate(ActivationFunction.RELU, 0), input);
  }

  /** min(max(0, x), 6). */
  public Node relu6(Node input) {
    return add(input.name() + ".relu6", new Operation.Activate(ActivationFunction.RELU6, 0), input);
  }

  /** max(0, x) + slope · min(0, x). */
  public Node leakyRelu(Node input, double slope) {
    Operation operation = new Operation.Activate(ActivationFunction.LEAKY_RELU, slope);
    return add(input.name() + ".leaky_relu", operation, input);
  }

  /** Hyperbolic tangent. */
  public Node tanh(Node input) {
    return add(input.name() + ".tanh", new Operation.Activate(ActivationFunction.TANH, 0), input);
  }

  /** Drops numbers with this probability in training, as PyTorch's. */
  public Node dropout(Node input, double probability) {
    return add(input.name() + ".dropout", new Operation.Dropout(1 - probability), input);
  }

  /** PReLU with one slope for all, a quarter at first, as PyTorch's is by default. */
  public Node prelu(Node input, String name) {
    Initial slope = new Initial(Initial.Distribution.CONSTANT, SLOPE);
    String weight = parameter(name, "weight", Role.VECTOR, slope, 1);
    return add(name, new Operation.ParametricRelu(weight), input);
  }

  /** Padding, if there is any, is with zeros: the input must not be negative then. */
  public Node maxPool(Node input, String name, int kernel, int stride, int padding) {
    SlidingWindow window = window(kernel, stride, padding);
    MapShape shape = slid(input.shape(), window, input.shape().channels());
    return add(name, new Operation.Pool(true, window), shape, input);
  }

  /** Average over a window; padding does not count. */
  public Node averagePool(Node input, String name, int kernel, int stride, int padding) {
    SlidingWindow window = window(kernel, stride, padding);
    MapShape shape = slid(input.shape(), window, input.shape().channels());
    return add(name, new Operation.Pool(false, window), shape, input);
  }

  /** Adds zero rows at the bottom and zero columns at the right. */
  public Node padEnd(Node input, int pixels) {
    MapShape in = input.shape();
    MapShape shape = new MapShape(in.height() + pixels, in.width() + pixels, in.channels());
    return add(input.name() + ".pad", new Operation.Pad(0, 0), shape, input);
  }

  /** Sum of two of one shape. */
  public Node sum(String name, Node left, Node right) {
    require(left.shape().equals(right.shape()), name, left + " and " + right + " differ in shape");
    return add(name, new Operation.Add(), left.shape(), left, right);
  }

  /** Concatenates channels. */
  public Node concatenate(String name, Node left, Node right) {
    MapShape in = left.shape();
    MapShape other = right.shape();
    require(
        in.height() == other.height() && in.width() == other.width(),
        name,
        left + " and " + right + " differ in size");
    int channels = in.channels() + right.shape().channels();
    MapShape shape = new MapShape(in.height(), in.width(), channels);
    return add(name, new Operation.Concatenate(), shape, left, right);
  }

  /** Ends with the global average of the input. */
  public Network average(Node input) {
    MapShape shape = new MapShape(1, 1, input.shape().channels());
    return end(add("embedding", new Operation.GlobalPool(false), shape, input));
  }

  /** Ends with a vector, which was added last. */
  public Network end(Node last) {
    require(last == nodes.get(nodes.size() - 1), last.name(), "it was not added last");
    return new Network(BreadthFirst.network(nodes, parameters), initial);
  }

  /** Begins as {@code PyTorch} begins it where weights do too, and with zeros elsewhere. */
  private String bias(String layer, int out, long inputs) {
    Initial rule =
        weights == InitialWeights.UNIFORM_BY_INPUTS ? weights.of(inputs, out) : Initial.ZERO;
    return parameter(layer, "bias", Role.VECTOR, rule, out);
  }

  private String parameter(String layer, String suffix, Role role, Initial rule, long... shape) {
    ParameterLayout parameter = new ParameterLayout(layer + "." + suffix, layer, role, shape);
    require(!initial.containsKey(parameter.name()), layer, "another layer has its name");
    parameters.add(parameter);
    initial.put(parameter.name(), rule);
    return parameter.name();
  }

  private Node add(String name, Operation operation, Node input) {
    return add(name, operation, input.shape(), input);
  }

  /** A layer may be several nodes that follow each other, and no others have their name. */
  private Node add(String name, Operation operation, MapShape shape, Node... inputs) {
    require(shape.height() > 0 && shape.width() > 0, name, "its input is smaller than its window");
    require(
        inputs[0].name().equals(name) || nodes.stream().noneMatch(it -> it.name().equals(name)),
        name,
        "another layer has its name");
    Node node = new Node(name, operation, List.of(inputs), shape);
    nodes.add(node);
    return node;
  }

  private static void require(boolean right, String layer, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException("layer %s: %s".formatted(layer, otherwise));
    }
  }

  private static SlidingWindow window(int kernel, int stride, int padding) {
    return new SlidingWindow(kernel, kernel, stride, stride, padding, padding, 1, 1, false);
  }

  private static MapShape slid(MapShape in, SlidingWindow window, int channels) {
    int height = in.height() + 2 * window.top() - window.dilationY() * (window.height() - 1);
    int width = in.width() + 2 * window.left() - window.dilationX() * (window.width() - 1);
    // Java rounds a negative quotient up: a window that does not fit must not give a place.
    return new MapShape(
        height < 1 ? 0 : (height - 1) / window.strideY() + 1,
        width < 1 ? 0 : (width - 1) / window.strideX() + 1,
        channels);
  }
}
