package org.parfocal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * A network as it is executed.
 *
 * @param nodes every node after its inputs; the first is the image, the last the embedding
 * @param parameters everything that is stored, in the order of the nodes
 */
public record LayerGraph(List<Node> nodes, List<ParameterLayout> parameters) {
  /** Name of the tensor p of a generalised mean. */
  public static final String POWER = "pooling.p";

  /** Copies the lists. */
  public LayerGraph {
    nodes = List.copyOf(nodes);
    parameters = List.copyOf(parameters);
  }

  /** The images. */
  public Node image() {
    return nodes.get(0);
  }

  /** What the network gives. */
  public Node embedding() {
    return nodes.get(nodes.size() - 1);
  }

  /**
   * The network with another pooling in place of the average with which it ends.
   *
   * @throws ConfigurationException if it ends otherwise, and the pooling is not the average
   */
  public LayerGraph pooled(Pooling pooling) {
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
    ParameterLayout power = new ParameterLayout(POWER, last.name(), ParameterLayout.Role.VECTOR, 1);
    changed.add(
        new Node(
            last.name(), new Operation.GeneralizedMean(power.name()), last.inputs(), last.shape()));
    return new LayerGraph(changed, Stream.concat(parameters.stream(), Stream.of(power)).toList());
  }

  /** Numbers of an embedding. */
  public int embeddingSize() {
    return embedding().shape().channels();
  }

  /**
   * The network with the maps of some modules mixed.
   *
   * @throws ConfigurationException if there is no such module, or it gives no maps
   */
  public LayerGraph mixed(MixStyle style) {
    if (!style.on()) {
      return this;
    }
    Map<Node, String> mixed = new HashMap<>();
    style.after().forEach(module -> mixed.put(end(module), module));
    Map<Node, Node> now = new HashMap<>();
    List<Node> all = new ArrayList<>();
    for (Node node : nodes) {
      Node same = rebuilt(node, now);
      all.add(same);
      now.put(node, same);
      String module = mixed.get(node);
      if (module != null) {
        Operation mixing = new Operation.MixStyle(style.probability(), style.alpha());
        Node after = new Node(module + ".mixstyle", mixing, List.of(same), node.shape());
        all.add(after);
        now.put(node, after);
      }
    }
    return new LayerGraph(all, parameters);
  }

  /** What a module gives: the last node of its name, or of a name that begins with it. */
  private Node end(String module) {
    List<String> modules =
        nodes.stream()
            .filter(node -> node.shape().places() > 1 && node != image() && node != embedding())
            .map(Node::name)
            .toList();
    return nodes.stream()
        .filter(node -> modules.contains(node.name()))
        .filter(node -> node.name().equals(module) || node.name().startsWith(module + "."))
        .reduce((first, last) -> last)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "The backbone has no module '%s' after which styles could be mixed; of its layers these give maps: %s."
                        .formatted(module, String.join(", ", modules))));
  }

  private static Node rebuilt(Node node, Map<Node, Node> now) {
    List<Node> inputs =
        node.inputs().stream().map(input -> Objects.requireNonNull(now.get(input))).toList();
    return new Node(node.name(), node.operation(), inputs, node.shape());
  }

  /**
   * The network without what does nothing: all dropouts where nothing learns, else those before the
   * first layer that learns (dropouts of the image stay if the first layer learns); and where
   * nothing learns the mixing of styles, which is worth something before fixed layers, too.
   */
  LayerGraph withoutIdleNodes(Predicate<String> learns) {
    Map<Node, Node> now = new HashMap<>();
    List<Node> all = new ArrayList<>();
    boolean any = nodes.stream().anyMatch(node -> learns.test(node.name()));
    boolean learning = parameters.stream().limit(1).anyMatch(first -> learns.test(first.layer()));
    for (Node node : nodes) {
      learning |= learns.test(node.name());
      Node same = rebuilt(node, now);
      if (!learning && node.operation() instanceof Operation.Dropout
          || !any && node.operation() instanceof Operation.MixStyle) {
        now.put(node, same.input());
      } else {
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
