package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.GraphBackbone;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;

/** Planned networks and their twins on DL4J's graph. */
final class TestPlans {
  /** All ways to compute a convolution. */
  static final Map<String, Algorithms> ALGORITHMS = new LinkedHashMap<>();

  static {
    ALGORITHMS.put("direct", Algorithms.DIRECT);
    ALGORITHMS.put(
        "folded", new Algorithms(Algorithms.Forward.UNFOLDED, Algorithms.Backward.FOLDED));
  }

  private TestPlans() {}

  static ComputationGraphConfiguration network(TestNetwork network, int imageSize) {
    TestEngine.start();
    return network.configuration(imageSize);
  }

  static ElementWiseVertex add() {
    return new ElementWiseVertex(ElementWiseVertex.Op.Add);
  }

  static LayerGraph read(ComputationGraphConfiguration configuration, int imageSize) {
    return NetworkReader.read(configuration, imageSize);
  }

  static GraphBackbone graph(ComputationGraphConfiguration configuration, int imageSize) {
    TestEngine.start();
    return new GraphBackbone(configuration.clone(), imageSize, TrainedPart.all());
  }

  static PlannedBackbone planned(
      ComputationGraphConfiguration configuration, int imageSize, Algorithms algorithms) {
    return planned(configuration, imageSize, algorithms, TrainedPart.all());
  }

  static PlannedBackbone planned(
      ComputationGraphConfiguration configuration,
      int imageSize,
      Algorithms algorithms,
      TrainedPart part) {
    return planned(configuration, imageSize, algorithms, part, MixStyle.NONE);
  }

  static PlannedBackbone planned(
      ComputationGraphConfiguration configuration,
      int imageSize,
      Algorithms algorithms,
      TrainedPart part,
      MixStyle style) {
    TestEngine.start();
    return new ReadNetwork(configuration.clone(), imageSize, Pooling.AVERAGE, style)
        .backbone(part, (geometry, inputGradient) -> algorithms);
  }

  /** Gives both the same numbers, none of which is special. */
  static void equalise(GraphBackbone graph, PlannedBackbone planned) {
    Map<String, INDArray> from = graph.tensors();
    planned
        .state()
        .forEach(
            (name, tensor) -> {
              INDArray other = Objects.requireNonNull(from.get(name), name);
              INDArray noise = TestEngine.noise(name.hashCode(), other.length()).muli(0.3);
              if (name.endsWith("running_var")) {
                noise.muli(noise).addi(0.5);
              } else if (tensor.shape().length > 1 || name.contains("Norm.weight")) {
                noise.addi(other.dup('c').reshape(noise.shape()));
              }
              other.assign(noise.reshape(other.shape()));
              tensor.write(noise.reshape(tensor.shape()));
            });
  }

  /** ‖found − expected‖ / ‖expected‖. */
  static double error(INDArray found, INDArray expected) {
    INDArray other = expected.dup('c').reshape(found.shape());
    double norm = Math.max(other.norm2Number().doubleValue(), 1e-9);
    return found.dup('c').subi(other).norm2Number().doubleValue() / norm;
  }
}
