package org.parfocal.plan.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.ParameterLayout;

/**
 * Puts layers into breadth-first order (Kahn 1962): those that can be computed first come first.
 * The order decides in which one squares of gradients are added up and tensors are stored, so that
 * it must never change.
 */
final class BreadthFirst {
  /**
   * Layers that can be computed at the same time come in the order of their numbers' remainders, as
   * in DL4J's hashed sets, by which stored trainings were ordered.
   */
  private static final int BUCKETS = 16;

  private final Map<String, List<Node>> layers = new LinkedHashMap<>();
  private final Map<String, Set<String>> readers = new HashMap<>();
  private final Map<String, Integer> missing = new HashMap<>();

  private BreadthFirst(List<Node> nodes) {
    for (Node node : nodes) {
      layers.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(node);
    }
    layers.forEach(
        (name, layer) -> {
          Set<String> inputs = new HashSet<>();
          layer.forEach(node -> node.inputs().forEach(input -> inputs.add(input.name())));
          inputs.remove(name);
          inputs.forEach(input -> readers.computeIfAbsent(input, it -> new HashSet<>()).add(name));
          missing.put(name, inputs.size());
        });
  }

  /** The network in that order, whatever order its nodes and parameters are given in. */
  static LayerGraph network(List<Node> nodes, List<ParameterLayout> parameters) {
    List<String> order = new BreadthFirst(nodes).order();
    List<Node> sorted = new ArrayList<>(nodes);
    sorted.sort(Comparator.comparingInt(node -> order.indexOf(node.name())));
    List<ParameterLayout> tensors = new ArrayList<>(parameters);
    tensors.sort(Comparator.comparingInt(tensor -> order.indexOf(tensor.layer())));
    return new LayerGraph(sorted, tensors);
  }

  private List<String> order() {
    List<String> order = new ArrayList<>();
    List<String> numbers = List.copyOf(layers.keySet());
    List<String> written = new ArrayList<>(layers.keySet());
    Deque<String> ready = new ArrayDeque<>(List.of(numbers.get(0)));
    written.sort(Comparator.comparingInt(layer -> numbers.indexOf(layer) % BUCKETS));
    while (!ready.isEmpty()) {
      String layer = ready.remove();
      order.add(layer);
      for (String reader : written) {
        if (readers.getOrDefault(layer, Set.of()).contains(reader)
            && missing.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    return order;
  }
}
