package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.plan.Algorithms;
import org.parfocal.backbone.dl4j.internal.plan.PlannedBackbone;
import org.parfocal.backbone.dl4j.internal.plan.ReadNetwork;
import org.parfocal.learning.Backbone;

/** The ways in which an architecture can run. */
public enum Execution {
  GRAPH {
    @Override
    Backbone backbone(
        ComputationGraphConfiguration configuration, int imageSize, TrainedPart part) {
      return new GraphBackbone(configuration, imageSize, part);
    }
  },
  PLAN {
    @Override
    Backbone backbone(
        ComputationGraphConfiguration configuration, int imageSize, TrainedPart part) {
      return new ReadNetwork(configuration, imageSize)
          .backbone(part, Algorithms.of(TestEngine.BUILD));
    }
  };

  abstract Backbone backbone(
      ComputationGraphConfiguration configuration, int imageSize, TrainedPart part);

  Backbone backbone(Twin architecture, int imageSize, long seed) {
    TestEngine.start();
    return backbone(architecture.configuration(imageSize, seed), imageSize, TrainedPart.all());
  }

  /** Gradients of the last backward pass by the names of the tensors. */
  static Map<String, INDArray> gradients(Backbone backbone) {
    return backbone instanceof PlannedBackbone planned
        ? planned.gradients()
        : ((GraphBackbone) backbone).gradients();
  }
}
