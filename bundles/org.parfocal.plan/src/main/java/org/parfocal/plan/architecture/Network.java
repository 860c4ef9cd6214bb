package org.parfocal.plan.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.api.ConfigurationException;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;

/**
 * A network and what it begins with.
 *
 * @param layers what is computed
 * @param initial how each stored tensor is drawn at first, by its name and in the order of drawing,
 *     which is the order of writing
 */
public record Network(LayerGraph layers, Map<String, Initial> initial) {
  /** Copies the map, order included. */
  public Network {
    initial = new LinkedHashMap<>(initial);
  }

  /**
   * The network with another pooling in place of the average with which it ends.
   *
   * @throws ConfigurationException if it ends otherwise, and the pooling is not the average
   */
  public Network pooled(Pooling pooling) {
    Map<String, Initial> rules = new LinkedHashMap<>(initial);
    if (pooling.kind() == Pooling.Kind.GEM) {
      rules.put(LayerGraph.POWER, new Initial(Initial.Distribution.CONSTANT, pooling.power()));
    }
    return new Network(layers.pooled(pooling), rules);
  }

  /**
   * The network with styles mixed in training.
   *
   * @throws ConfigurationException if it has no such module
   */
  public Network mixed(MixStyle style) {
    return new Network(layers.mixed(style), initial);
  }
}
