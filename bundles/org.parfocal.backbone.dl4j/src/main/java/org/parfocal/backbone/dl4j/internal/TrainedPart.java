package org.parfocal.backbone.dl4j.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DidYouMean;

/**
 * Which layers of a network learn. In topological order these are the last ones: no layer that
 * learns comes before one that is fixed, so a gradient need not reach beyond the first of them.
 */
@FunctionalInterface
public interface TrainedPart {
  /**
   * The layers whose parameters learn.
   *
   * @return names in topological order; layers without parameters are left out
   * @throws ConfigurationException if the part is not a part of this network
   */
  Set<String> layers(ComputationGraphConfiguration configuration);

  /** Every layer. */
  static TrainedPart all() {
    return configuration -> new LinkedHashSet<>(withParameters(configuration));
  }

  /** No layer. */
  static TrainedPart none() {
    return configuration -> Set.of();
  }

  /**
   * The first layer of a name, or of a module of that name ({@code layer4} is the module of {@code
   * layer4.0.conv1}), and every layer after it.
   */
  static TrainedPart from(String name) {
    return configuration -> {
      List<String> layers = withParameters(configuration);
      for (int first = 0; first < layers.size(); first++) {
        if (layers.get(first).equals(name) || layers.get(first).startsWith(name + ".")) {
          return new LinkedHashSet<>(layers.subList(first, layers.size()));
        }
      }
      throw unknown(name, layers);
    };
  }

  /** Names of every vertex but the inputs, each after those that it reads. */
  static List<String> topologicalOrder(ComputationGraphConfiguration configuration) {
    if (configuration.getTopologicalOrderStr() == null) {
      new ComputationGraph(configuration)
          .calculateIndices(); // keeps the order in the configuration
    }
    return configuration.getTopologicalOrderStr().stream()
        .filter(configuration.getVertices()::containsKey)
        .toList();
  }

  private static List<String> withParameters(ComputationGraphConfiguration configuration) {
    return topologicalOrder(configuration).stream()
        .filter(
            name ->
                configuration.getVertices().get(name) instanceof LayerVertex vertex
                    && vertex.numParams(true) > 0)
        .toList();
  }

  private static ConfigurationException unknown(String name, List<String> layers) {
    List<String> modules = modules(layers);
    return new ConfigurationException(
        "The backbone has no layer '%s' to train from; it has %s.%s"
            .formatted(name, String.join(", ", modules), DidYouMean.question(name, modules)));
  }

  /** The outermost modules; if there is but one, those in it. */
  private static List<String> modules(List<String> layers) {
    List<String> outer = prefixes(layers, 1);
    return outer.size() > 1 ? outer : prefixes(layers, 2);
  }

  private static List<String> prefixes(List<String> layers, int words) {
    return layers.stream()
        .map(layer -> String.join(".", List.of(layer.split("\\.")).stream().limit(words).toList()))
        .distinct()
        .toList();
  }
}
