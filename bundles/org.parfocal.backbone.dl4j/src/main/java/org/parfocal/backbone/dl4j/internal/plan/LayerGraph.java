package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.Pooling;

/**
 * A network as it is executed.
 *
 * @param nodes every node after its inputs; the first is the image, the last the embedding
 * @param parameters everything that is stored, in the order of the nodes
 */
record LayerGraph(List<Node> nodes, List<ParameterLayout> parameters) {
  LayerGraph {
    nodes = List.copyOf(nodes);
    parameters = List.copyOf(parameters);
  }

  Node image() {
    return nodes.get(0);
  }

  Node embedding() {
    return nodes.get(nodes.size() - 1);
  }

  /**
   * The network with another pooling in place of the average with which it ends.
   *
   * @throws ConfigurationException if it ends otherwise, and the pooling is not the average
   */
  LayerGraph pooled(Pooling pooling) {
    if (pooling.kind() == Pooling.Kind.AVERAGE) {
      return this;
    }
    Node last = embedding();
    if (!(last.operation() instanceof Operation.GlobalPool average) || average.maximum()) {
      throw new ConfigurationException(
          "This backbone does not end with the average over all places, so that no other pooling can"
              + " stand there; leave out its option pooling.");
    }
    List<Node> changed = new ArrayList<>(nodes.subList(0, nodes.size() - 1));
    if (pooling.kind() == Pooling.Kind.MAX) {
      changed.add(
          new Node(last.name(), new Operation.GlobalPool(true), last.inputs(), last.shape()));
      return new LayerGraph(changed, parameters);
    }
    ParameterLayout power =
        new ParameterLayout(PlannedBackbone.POWER, last.name(), ParameterLayout.Role.VECTOR, 1);
    changed.add(
        new Node(
            last.name(), new Operation.GeneralizedMean(power.name()), last.inputs(), last.shape()));
    return new LayerGraph(changed, Stream.concat(parameters.stream(), Stream.of(power)).toList());
  }

  /** Numbers of an embedding. */
  int embeddingSize() {
    return embedding().shape().channels();
  }

  /**
   * The network without dropouts that keep everything: all of them where nothing learns, else those
   * before the first layer that learns. Dropouts of the image stay if the first layer learns.
   */
  LayerGraph withoutIdleDropouts(Predicate<String> learns) {
    Map<Node, Node> now = new HashMap<>();
    List<Node> all = new ArrayList<>();
    boolean learning = parameters.stream().limit(1).anyMatch(first -> learns.test(first.layer()));
    for (Node node : nodes) {
      learning |= learns.test(node.name());
      List<Node> inputs =
          node.inputs().stream().map(input -> Objects.requireNonNull(now.get(input))).toList();
      if (!learning && node.operation() instanceof Operation.Dropout) {
        now.put(node, inputs.get(0));
      } else {
        Node same = new Node(node.name(), node.operation(), inputs, node.shape());
        now.put(node, same);
        all.add(same);
      }
    }
    Node last = Objects.requireNonNull(now.get(embedding()));
    return new LayerGraph(all.subList(0, all.indexOf(last) + 1), parameters);
  }

  /** Nodes that read a node. */
  Map<Node, List<Node>> readers() {
    Map<Node, List<Node>> readers = new HashMap<>();
    for (Node node : nodes) {
      for (Node input : node.inputs()) {
        readers.merge(input, List.of(node), LayerGraph::joined);
      }
    }
    return readers;
  }

  private static List<Node> joined(List<Node> some, List<Node> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
