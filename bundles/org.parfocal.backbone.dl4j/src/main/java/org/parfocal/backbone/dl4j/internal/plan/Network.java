package org.parfocal.backbone.dl4j.internal.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network as it is executed.
 *
 * @param nodes every node after its inputs; the first is the image, the last the embedding
 * @param parameters everything that is stored, in the order of the nodes
 */
record Network(List<Node> nodes, List<Parameter> parameters) {
  Network {
    nodes = List.copyOf(nodes);
    parameters = List.copyOf(parameters);
  }

  Node image() {
    return nodes.get(0);
  }

  Node embedding() {
    return nodes.get(nodes.size() - 1);
  }

  /** Numbers of an embedding. */
  int embeddingSize() {
    return embedding().shape().channels();
  }

  /** Nodes that read a node. */
  Map<Node, List<Node>> readers() {
    Map<Node, List<Node>> readers = new HashMap<>();
    for (Node node : nodes) {
      for (Node input : node.inputs()) {
        readers.merge(input, List.of(node), Network::joined);
      }
    }
    return readers;
  }

  private static List<Node> joined(List<Node> some, List<Node> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
