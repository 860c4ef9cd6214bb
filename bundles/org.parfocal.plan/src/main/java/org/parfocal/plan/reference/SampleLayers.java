package org.parfocal.plan.reference;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.SlidingWindow;

/** Adds layer to layer of a small network; every layer reads the last one. */
final class SampleLayers {
  private final List<Node> nodes = new ArrayList<>();
  private final List<ParameterLayout> parameters = new ArrayList<>();

  SampleLayers(int imageSize) {
    add("image", new Operation.Input(), new MapShape(imageSize, imageSize, 3));
  }

  Node last() {
    return nodes.get(nodes.size() - 1);
  }

  SampleLayers convolution(Kind kind, SlidingWindow window, int height, int width, int channels) {
    String name = "layer" + nodes.size();
    int in = last().shape().channels();
    long third = kind == Kind.TRANSPOSED ? channels : in;
    long fourth =
        switch (kind) {
          case PLAIN -> channels;
          case DEPTHWISE -> channels / in;
          case TRANSPOSED -> in;
        };
    Role role = kind == Kind.DEPTHWISE ? Role.DEPTHWISE : Role.CONVOLUTION;
    String weight = parameter(name, "weight", role, window.height(), window.width(), third, fourth);
    String bias = parameter(name, "bias", Role.VECTOR, channels);
    return add(
        name,
        new Operation.Convolution(kind, window, weight, bias),
        new MapShape(height, width, channels));
  }

  /** A 3×3 convolution that keeps the map's size. */
  SampleLayers convolution(int channels) {
    MapShape in = last().shape();
    SlidingWindow window = new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false);
    return convolution(Kind.PLAIN, window, in.height(), in.width(), channels);
  }

  SampleLayers norm() {
    String name = "layer" + nodes.size();
    long channels = last().shape().channels();
    parameter(name, "weight", Role.VECTOR, channels);
    parameter(name, "bias", Role.VECTOR, channels);
    parameter(name, "running_mean", Role.RUNNING_MEAN, channels);
    parameter(name, "running_var", Role.RUNNING_VARIANCE, channels);
    return add(name, new Operation.BatchNorm(name, 1e-3, 0.9), last().shape());
  }

  SampleLayers dense(int outputs) {
    String name = "layer" + nodes.size();
    long inputs = last().shape().places() * last().shape().channels();
    String weight = parameter(name, "weight", Role.DENSE, inputs, outputs);
    String bias = parameter(name, "bias", Role.VECTOR, outputs);
    return add(name, new Operation.Dense(weight, bias), new MapShape(1, 1, outputs));
  }

  SampleLayers parametricRelu(int slopes) {
    String name = "layer" + nodes.size();
    String weight = parameter(name, "weight", Role.VECTOR, slopes);
    return add(name, new Operation.ParametricRelu(weight), last().shape());
  }

  SampleLayers generalizedMean() {
    String name = "layer" + nodes.size();
    parameters.add(new ParameterLayout(LayerGraph.POWER, name, Role.VECTOR, 1));
    return add(
        name,
        new Operation.GeneralizedMean(LayerGraph.POWER),
        new MapShape(1, 1, last().shape().channels()));
  }

  SampleLayers globalPool(boolean maximum) {
    return then(new Operation.GlobalPool(maximum), new MapShape(1, 1, last().shape().channels()));
  }

  /** An operation that keeps the shape. */
  SampleLayers then(Operation operation) {
    return then(operation, last().shape());
  }

  SampleLayers then(Operation operation, MapShape shape) {
    return add("layer" + nodes.size(), operation, shape);
  }

  /** An operation on the last layer and another one. */
  SampleLayers with(Node other, Operation operation, int channels) {
    MapShape in = last().shape();
    nodes.add(
        new Node(
            "layer" + nodes.size(),
            operation,
            List.of(last(), other),
            new MapShape(in.height(), in.width(), channels)));
    return this;
  }

  private SampleLayers add(String name, Operation operation, MapShape shape) {
    List<Node> inputs = nodes.isEmpty() ? List.of() : List.of(last());
    nodes.add(new Node(name, operation, inputs, shape));
    return this;
  }

  private String parameter(String layer, String suffix, Role role, long... shape) {
    ParameterLayout parameter = new ParameterLayout(layer + "." + suffix, layer, role, shape);
    parameters.add(parameter);
    return parameter.name();
  }

  LayerGraph graph() {
    return new LayerGraph(nodes, parameters);
  }
}
