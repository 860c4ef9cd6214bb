package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;

/** Tells DL4J which layers do not learn. */
final class FixedPart {
  private FixedPart() {}

  /**
   * Wraps everything that comes before the first layer that learns: it computes as in inference,
   * with stored batch statistics, and the backward pass ends there.
   *
   * @param trained at least one layer, as {@link TrainedPart} names them
   * @return the same network; the argument is not changed
   */
  static ComputationGraphConfiguration of(
      ComputationGraphConfiguration configuration, Set<String> trained) {
    ComputationGraphConfiguration copy = configuration.clone();
    Map<String, GraphVertex> vertices = copy.getVertices();
    for (String name : NetworkReader.topologicalOrder(copy)) {
      if (trained.contains(name)) {
        break;
      }
      vertices.computeIfPresent(name, FixedPart::fixed);
    }
    return copy;
  }

  private static GraphVertex fixed(String name, GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layer)) {
      return new FrozenVertex(vertex);
    }
    NeuralNetConfiguration configuration = layer.getLayerConf().clone();
    Layer frozen = new FrozenLayer(configuration.getLayer());
    frozen.setLayerName(name);
    configuration.setLayer(frozen);
    return new LayerVertex(configuration, layer.getPreProcessor());
  }
}
