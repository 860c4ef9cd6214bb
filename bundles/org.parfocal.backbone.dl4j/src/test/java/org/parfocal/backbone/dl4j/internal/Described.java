package org.parfocal.backbone.dl4j.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;

/** All that a network says of itself, to be compared. */
final class Described {
  private Described() {}

  /** A line for each node, then one for each tensor, in the network's order. */
  static List<String> layers(LayerGraph network) {
    Stream<String> nodes =
        network.nodes().stream()
            .map(node -> node + " " + node.operation() + node.shape() + names(node.inputs()));
    Stream<String> tensors =
        network.parameters().stream()
            .map(
                it ->
                    "%s %s %s %s"
                        .formatted(it.name(), it.layer(), it.role(), Arrays.toString(it.shape())));
    return Stream.concat(nodes, tensors).toList();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(node -> node.name() + node.operation()).toList();
  }
}
