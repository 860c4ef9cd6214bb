package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.parfocal.api.ConfigurationException;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.ParameterLayout;

/** Reads a DL4J network of one input and one output into what plans are made of. */
public final class NetworkReader {
  private final ComputationGraphConfiguration configuration;
  private final Map<String, InputType> types;
  private final Map<String, Node> results = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<ParameterLayout> parameters = new ArrayList<>();

  private NetworkReader(ComputationGraphConfiguration configuration, int imageSize) {
    this.configuration = configuration;
    this.types =
        configuration.getLayerActivationTypes(
            true, InputType.convolutional(imageSize, imageSize, 3));
  }

  /**
   * Reads a network.
   *
   * @param configuration as DL4J describes it
   * @param imageSize edge of the square input in pixels
   * @throws ConfigurationException if it has a layer, or an option of a layer, that plans lack
   */
  public static LayerGraph read(ComputationGraphConfiguration configuration, int imageSize) {
    topologicalOrder(configuration);
    return new NetworkReader(configuration, imageSize).network(imageSize);
  }

  /** Names of every vertex but the inputs, each after those that it reads. */
  public static List<String> topologicalOrder(ComputationGraphConfiguration configuration) {
    if (configuration.getTopologicalOrderStr() == null) {
      new ComputationGraph(configuration)
          .calculateIndices(); // keeps the order in the configuration
    }
    return configuration.getTopologicalOrderStr().stream()
        .filter(configuration.getVertices()::containsKey)
        .toList();
  }

  private LayerGraph network(int imageSize) {
    String image = configuration.getNetworkInputs().get(0);
    String embedding = configuration.getNetworkOutputs().get(0);
    Node input =
        new Node(image, new Operation.Input(), List.of(), new MapShape(imageSize, imageSize, 3));
    nodes.add(input);
    results.put(image, input);
    for (String name : configuration.getTopologicalOrderStr()) {
      if (!name.equals(image)) {
        results.put(name, vertex(name));
      }
      if (name.equals(embedding)) {
        break;
      }
    }
    return new LayerGraph(nodes, parameters);
  }

  private Node vertex(String name) {
    GraphVertex vertex = Objects.requireNonNull(configuration.getVertices().get(name), name);
    List<Node> inputs = new ArrayList<>();
    for (String input : Objects.requireNonNull(configuration.getVertexInputs().get(name))) {
      inputs.add(Objects.requireNonNull(results.get(input), input));
    }
    if (vertex instanceof LayerVertex layer) {
      Layer description = layer.getLayerConf().getLayer();
      checkFlattening(name, description, layer.getPreProcessor());
      LayerReader reader = new LayerReader(name, description, shape(name));
      Node result = reader.read(inputs.get(0));
      nodes.addAll(reader.nodes());
      parameters.addAll(reader.parameters());
      return result;
    }
    return add(new Node(name, operation(name, vertex), inputs, shape(name)));
  }

  private static Operation operation(String name, GraphVertex vertex) {
    if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
      return new Operation.Add();
    }
    if (vertex.getClass() == MergeVertex.class) {
      return new Operation.Concatenate();
    }
    throw unsupported(name, "is a " + vertex.getClass().getSimpleName());
  }

  /** DL4J flattens a map before a dense layer; {@link DenseStage} reads it in the same order. */
  private static void checkFlattening(String name, Layer layer, InputPreProcessor change) {
    boolean known =
        change == null
            || (change instanceof CnnToFeedForwardPreProcessor && layer instanceof DenseLayer);
    if (!known) {
      throw unsupported(name, "has a " + change.getClass().getSimpleName() + " before it");
    }
  }

  private MapShape shape(String name) {
    InputType type = types.get(name);
    if (type instanceof InputType.InputTypeConvolutional map) {
      return new MapShape(
          Math.toIntExact(map.getHeight()),
          Math.toIntExact(map.getWidth()),
          Math.toIntExact(map.getChannels()));
    }
    if (type instanceof InputType.InputTypeFeedForward vector) {
      return new MapShape(1, 1, Math.toIntExact(vector.getSize()));
    }
    throw unsupported(name, "gives " + type);
  }

  static ConfigurationException unsupported(String layer, String what) {
    return new ConfigurationException(
        ("The backbone cannot be run, because its layer %s %s; use layers that the documentation of"
                + " Architecture names, or a BackboneProvider of your own.")
            .formatted(layer, what));
  }

  private Node add(Node node) {
    nodes.add(node);
    return node;
  }
}
