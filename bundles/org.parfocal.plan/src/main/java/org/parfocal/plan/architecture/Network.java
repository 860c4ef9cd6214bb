package org.parfocal.plan.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.plan.LayerGraph;

/**
 * A network and what it begins with.
 *
 * @param layers what is computed
 * @param initial how each stored tensor is drawn at first, by its name
 */
public record Network(LayerGraph layers, Map<String, Initial> initial) {
  /** Copies the map, order included. */
  public Network {
    initial = new LinkedHashMap<>(initial);
  }
}
