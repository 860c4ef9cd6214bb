package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.TensorViews;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.architecture.Network;

/**
 * A network that plans run as DL4J describes it, from the weights that DL4J draws.
 *
 * @param imageSize edge of the images in pixels
 * @param pooling in place of the average with which the network ends
 * @param style what is mixed in training
 */
public record ReadNetwork(
    ComputationGraphConfiguration configuration, int imageSize, Pooling pooling, MixStyle style) {
  /** With the pooling of the configuration, and without mixing. */
  public ReadNetwork(ComputationGraphConfiguration configuration, int imageSize) {
    this(configuration, imageSize, Pooling.AVERAGE, MixStyle.NONE);
  }

  /** Runs it. */
  public PlannedBackbone backbone(TrainedPart part, Algorithms.Choice choice) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Network network = new Network(NetworkReader.read(configuration, imageSize), Map.of());
    PlannedBackbone backbone =
        new PlannedNetwork(network, pooling, style).backbone(part, choice, TestEngine.BUILD, 1);
    Map<String, INDArray> drawn = TensorViews.of(graph);
    backbone
        .state()
        .forEach((name, tensor) -> tensor.write(Objects.requireNonNull(drawn.get(name), name)));
    graph.params().close();
    return backbone;
  }
}
