package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.architecture.Network;

/**
 * A network that plans run.
 *
 * @param network as its architecture describes it
 * @param pooling in place of the average with which the network ends
 * @param style what is mixed in training
 */
public record PlannedNetwork(Network network, Pooling pooling, MixStyle style) {
  /** With the pooling of the architecture, and without mixing. */
  public PlannedNetwork(Network network) {
    this(network, Pooling.AVERAGE, MixStyle.NONE);
  }

  /**
   * Draws the initial weights.
   *
   * @param part what learns
   * @param choice of algorithms
   * @param engine that has been started
   * @param seed of the initial weights and of what is random in training; not 0, for which ND4J
   *     draws by the clock
   * @throws ConfigurationException if the network has no such part, or no place for the pooling or
   *     the mixing
   */
  public PlannedBackbone backbone(
      TrainedPart part, Algorithms.Choice choice, NativeBuild engine, long seed) {
    Set<String> learning = new LinkedHashSet<>(part.layers(network.layers()));
    Network changed = changed();
    LayerGraph layers = changed.layers();
    if (pooling.learnt() && !learning.isEmpty()) {
      learning.add(layers.embedding().name());
    }
    Parameters parameters =
        new Parameters(new ParameterPlaces(layers.parameters(), learning), seed);
    InitialValues.draw(changed, parameters, seed);
    return new PlannedBackbone(layers, parameters, choice, engine.cuda() ? 0 : engine.threads());
  }

  /**
   * The tensors of {@link PlannedBackbone#state()}, without their memory.
   *
   * @throws ConfigurationException if the network has no place for the pooling or the mixing
   */
  public Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    changed()
        .layers()
        .parameters()
        .forEach(parameter -> shapes.put(parameter.name(), parameter.torchShape()));
    return shapes;
  }

  private Network changed() {
    return network.pooled(pooling).mixed(style);
  }
}
