package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.internal.TensorViews;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.Pooling;

/**
 * A network that plans run.
 *
 * @param configuration as DL4J describes it
 * @param imageSize edge of the images in pixels
 * @param pooling in place of the average with which the network ends
 * @param style what is mixed in training
 */
public record PlannedArchitecture(
    ComputationGraphConfiguration configuration, int imageSize, Pooling pooling, MixStyle style) {
  /** With the pooling of the configuration, and without mixing. */
  public PlannedArchitecture(ComputationGraphConfiguration configuration, int imageSize) {
    this(configuration, imageSize, Pooling.AVERAGE, MixStyle.NONE);
  }

  /**
   * Takes the initial weights that DL4J gives it.
   *
   * @param part what learns
   * @param choice of algorithms
   * @param engine that has been started
   * @param seed of what is random in training besides the initial weights
   * @throws ConfigurationException if plans do not know a layer of it
   */
  public PlannedBackbone backbone(
      TrainedPart part, Algorithms.Choice choice, NativeBuild engine, long seed) {
    Set<String> learning = new LinkedHashSet<>(part.layers(configuration));
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    try {
      LayerGraph network = read(graph);
      if (pooling.learnt() && !learning.isEmpty()) {
        learning.add(network.embedding().name());
      }
      Parameters parameters =
          new Parameters(new ParameterPlaces(network.parameters(), learning), seed);
      Map<String, INDArray> initial = TensorViews.of(graph);
      parameters.torchTensors().forEach((name, view) -> initialise(view, initial.get(name)));
      if (pooling.kind() == Pooling.Kind.GEM) {
        parameters.stored(LayerGraph.POWER).assign(pooling.power());
      }
      return new PlannedBackbone(network, parameters, choice, engine.cuda() ? 0 : engine.threads());
    } finally {
      graph.params().close();
    }
  }

  /**
   * The tensors of {@link PlannedBackbone#state()}, without their memory.
   *
   * @throws ConfigurationException if plans do not know a layer of it
   */
  public Map<String, long[]> shapes() {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.topologicalSortOrder(); // leaves the order in the configuration
    Map<String, long[]> shapes = new LinkedHashMap<>();
    read(graph)
        .parameters()
        .forEach(parameter -> shapes.put(parameter.name(), parameter.torchShape()));
    return shapes;
  }

  private LayerGraph read(ComputationGraph graph) {
    return NetworkReader.read(graph.getConfiguration(), imageSize).pooled(pooling).mixed(style);
  }

  /** Running statistics may have another name in DL4J; they are 0 and 1 already. */
  private static void initialise(INDArray view, @Nullable INDArray initial) {
    if (initial != null) {
      view.assign(initial.reshape(view.shape()));
    }
  }
}
