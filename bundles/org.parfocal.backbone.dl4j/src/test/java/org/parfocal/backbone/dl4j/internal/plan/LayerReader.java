package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.parfocal.api.ConfigurationException;
import org.parfocal.plan.ActivationFunction;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.SlidingWindow;

/** Reads one DL4J layer: one node or a few, and the parameters that they name. */
final class LayerReader {
  private final String name;
  private final Layer layer;
  private final MapShape output;
  private final List<Node> nodes = new ArrayList<>();
  private final List<ParameterLayout> parameters = new ArrayList<>();

  /** {@code output} is the shape of the layer's result. */
  LayerReader(String name, Layer layer, MapShape output) {
    this.name = name;
    this.layer = layer;
    this.output = output;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<ParameterLayout> parameters() {
    return parameters;
  }

  /** Adds the layer's nodes; the last is the layer's result. */
  Node read(Node input) {
    Class<?> type = layer.getClass();
    if (type == DropoutLayer.class) {
      return dropout(input);
    }
    checkExtras();
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution(convolution, input);
    }
    if (type == DenseLayer.class) {
      DenseLayer dense = (DenseLayer) layer;
      if (dense.hasLayerNorm()) {
        throw unsupported("has layer normalisation");
      }
      long in = input.shape().places() * input.shape().channels();
      String weight = parameter("weight", ParameterLayout.Role.DENSE, in, output.channels());
      return activated(
          node(new Operation.Dense(weight, bias(dense.hasBias())), input, output),
          dense.getActivationFn());
    }
    if (type == BatchNormalization.class) {
      return batchNorm((BatchNormalization) layer, input);
    }
    if (type == ActivationLayer.class) {
      return activated(input, ((ActivationLayer) layer).getActivationFn());
    }
    if (layer instanceof PReLULayer prelu) {
      return parametricRelu(prelu, input);
    }
    if (type == SubsamplingLayer.class) {
      return pool((SubsamplingLayer) layer, input);
    }
    if (type == GlobalPoolingLayer.class) {
      PoolingType pooling = ((GlobalPoolingLayer) layer).getPoolingType();
      if (!((GlobalPoolingLayer) layer).isCollapseDimensions()) {
        throw unsupported("keeps the places that it pools");
      }
      return node(new Operation.GlobalPool(maximum(pooling)), input, output);
    }
    if (type == ZeroPaddingLayer.class) {
      int[] padding = ((ZeroPaddingLayer) layer).getPadding();
      return node(new Operation.Pad(padding[0], padding[2]), input, output);
    }
    throw unsupported("is a " + type.getSimpleName());
  }

  private Node convolution(ConvolutionLayer convolution, Node input) {
    Class<?> type = convolution.getClass();
    SlidingWindow window =
        window(
            convolution.getKernelSize(),
            convolution.getStride(),
            convolution.getPadding(),
            convolution.getDilation(),
            convolution.getConvolutionMode());
    if (window.dilated() && type != ConvolutionLayer.class) {
      throw unsupported("is dilated"); // oneDNN has no such depthwise or transposed convolution
    }
    int in = input.shape().channels();
    int out = output.channels();
    Node result;
    if (type == ConvolutionLayer.class) {
      String weight = kernel("weight", ParameterLayout.Role.CONVOLUTION, window, in, out);
      result = convolution(Kind.PLAIN, convolution, window, weight, input);
    } else if (type == DepthwiseConvolution2D.class) {
      String weight = kernel("weight", ParameterLayout.Role.DEPTHWISE, window, in, out / in);
      result = convolution(Kind.DEPTHWISE, convolution, window, weight, input);
    } else if (type == SeparableConvolution2D.class) {
      result = separable((SeparableConvolution2D) convolution, window, input);
    } else if (type == Deconvolution2D.class) {
      String weight = kernel("weight", ParameterLayout.Role.CONVOLUTION, window, out, in);
      result = convolution(Kind.TRANSPOSED, convolution, window, weight, input);
    } else {
      throw unsupported("is a " + type.getSimpleName());
    }
    return activated(result, convolution.getActivationFn());
  }

  private Node convolution(
      Kind kind, ConvolutionLayer layer, SlidingWindow window, String weight, Node input) {
    return node(
        new Operation.Convolution(kind, window, weight, bias(layer.hasBias())), input, output);
  }

  /** A depthwise convolution, then a pointwise one. */
  private Node separable(SeparableConvolution2D separable, SlidingWindow window, Node input) {
    int in = input.shape().channels();
    int multiplier = separable.getDepthMultiplier();
    String depth = kernel("weight", ParameterLayout.Role.DEPTHWISE, window, in, multiplier);
    Node inner =
        node(
            new Operation.Convolution(Kind.DEPTHWISE, window, depth, null),
            input,
            new MapShape(output.height(), output.width(), in * multiplier));
    SlidingWindow point = new SlidingWindow(1, 1, 1, 1, 0, 0, 1, 1, false);
    String weight =
        kernel("pW", ParameterLayout.Role.CONVOLUTION, point, in * multiplier, output.channels());
    return convolution(Kind.PLAIN, separable, point, weight, inner);
  }

  private Node batchNorm(BatchNormalization norm, Node input) {
    if (norm.isLockGammaBeta()) {
      throw unsupported("has a fixed scale and offset");
    }
    long channels = output.channels();
    parameter("weight", ParameterLayout.Role.VECTOR, channels);
    parameter("bias", ParameterLayout.Role.VECTOR, channels);
    parameter("running_mean", ParameterLayout.Role.RUNNING_MEAN, channels);
    parameter("running_var", ParameterLayout.Role.RUNNING_VARIANCE, channels);
    // DL4J applies no activation function here, whatever the layer says.
    return node(new Operation.BatchNorm(name, norm.getEps(), norm.getDecay()), input, output);
  }

  private Node parametricRelu(PReLULayer layer, Node input) {
    long slopes = layer.initializer().numParams(layer);
    if (slopes != 1 && slopes != output.channels()) {
      throw unsupported("has slopes that belong to places of a map");
    }
    String weight = parameter("weight", ParameterLayout.Role.VECTOR, slopes);
    return node(new Operation.ParametricRelu(weight), input, output);
  }

  private Node pool(SubsamplingLayer pool, Node input) {
    boolean maximum = maximum(pool.getPoolingType());
    if (!maximum && pool.isAvgPoolIncludePadInDivisor()) {
      throw unsupported("counts padding in its averages");
    }
    SlidingWindow window =
        window(
            pool.getKernelSize(),
            pool.getStride(),
            pool.getPadding(),
            pool.getDilation(),
            pool.getConvolutionMode());
    return node(new Operation.Pool(maximum, window), input, output);
  }

  private Node dropout(Node input) {
    if (layer.getIDropout() instanceof Dropout plain && plain.getPSchedule() == null) {
      return node(new Operation.Dropout(plain.getP()), input, output);
    }
    throw unsupported("has another dropout than the plain one");
  }

  private Node activated(Node input, IActivation function) {
    if (function instanceof ActivationIdentity) {
      return input;
    }
    return node(activate(function), input, output);
  }

  private Operation activate(IActivation function) {
    if (function instanceof ActivationReLU relu
        && zero(relu.getNegativeSlope())
        && zero(relu.getThreshold())
        && zero(relu.getMax())) {
      return new Operation.Activate(ActivationFunction.RELU, 0);
    }
    if (function instanceof ActivationReLU6) {
      return new Operation.Activate(ActivationFunction.RELU6, 0);
    }
    if (function instanceof ActivationLReLU leaky) {
      return new Operation.Activate(ActivationFunction.LEAKY_RELU, leaky.getAlpha());
    }
    if (function instanceof ActivationTanH) {
      return new Operation.Activate(ActivationFunction.TANH, 0);
    }
    throw unsupported("has the activation " + function);
  }

  /** DL4J leaves out what has its default. */
  private static boolean zero(@Nullable Double option) {
    return option == null || option == 0;
  }

  private SlidingWindow window(
      int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    if (mode == ConvolutionMode.Causal) {
      throw unsupported("is causal");
    }
    return new SlidingWindow(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        padding[0],
        padding[1],
        dilation[0],
        dilation[1],
        mode == ConvolutionMode.Same);
  }

  private boolean maximum(PoolingType type) {
    return switch (type) {
      case MAX -> true;
      case AVG -> false;
      case SUM, PNORM -> throw unsupported("pools by " + type);
    };
  }

  /** What DL4J does to a layer's input or weights besides the layer itself. */
  private void checkExtras() {
    if (layer.getIDropout() != null) {
      throw unsupported("has dropout of its own; use a dropout layer");
    }
    if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
      throw unsupported("has constraints");
    }
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      throw unsupported("has weight noise");
    }
  }

  private Node node(Operation operation, Node input, MapShape shape) {
    Node node = new Node(name, operation, List.of(input), shape);
    nodes.add(node);
    return node;
  }

  private String kernel(
      String suffix, ParameterLayout.Role role, SlidingWindow window, int third, int fourth) {
    return parameter(suffix, role, window.height(), window.width(), third, fourth);
  }

  private @Nullable String bias(boolean present) {
    return present ? parameter("bias", ParameterLayout.Role.VECTOR, output.channels()) : null;
  }

  private String parameter(String suffix, ParameterLayout.Role role, long... shape) {
    ParameterLayout parameter = new ParameterLayout(name + "." + suffix, name, role, shape);
    parameters.add(parameter);
    return parameter.name();
  }

  private ConfigurationException unsupported(String what) {
    return NetworkReader.unsupported(name, what);
  }
}
