package org.parfocal.backbone.dl4j.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DidYouMean;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.ParameterLayout;

/**
 * Which layers of a network learn. In the order of the network these are the last ones: no layer
 * that learns comes before one that is fixed, so a gradient need not reach beyond the first of
 * them.
 */
@FunctionalInterface
public interface TrainedPart {
  /**
   * The layers whose parameters learn.
   *
   * @return names in the order of the network; layers without parameters are left out
   * @throws ConfigurationException if the part is not a part of this network
   */
  Set<String> layers(LayerGraph network);

  /** Every layer. */
  static TrainedPart all() {
    return network -> new LinkedHashSet<>(withParameters(network));
  }

  /** No layer. */
  static TrainedPart none() {
    return network -> Set.of();
  }

  /**
   * The first layer of a name, or of a module of that name ({@code layer4} is the module of {@code
   * layer4.0.conv1}), and every layer after it.
   */
  static TrainedPart from(String name) {
    return network -> {
      List<String> layers = withParameters(network);
      for (int first = 0; first < layers.size(); first++) {
        if (layers.get(first).equals(name) || layers.get(first).startsWith(name + ".")) {
          return new LinkedHashSet<>(layers.subList(first, layers.size()));
        }
      }
      throw unknown(name, layers);
    };
  }

  private static List<String> withParameters(LayerGraph network) {
    return network.parameters().stream().map(ParameterLayout::layer).distinct().toList();
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
