package org.parfocal.backbone.dl4j.internal;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph that is trained by gradients from outside, without garbage.
 *
 * <p>DL4J's public way to do this allocates every activation anew in every step. Here they live in
 * the workspace that DL4J's own {@code fit} uses; it stays open from the forward pass to the
 * backward pass, and is put aside in between, so that other people's arrays do not get into it. One
 * thread can have one such pass open at a time.
 */
final class EmbeddingGraph extends ComputationGraph {
  private static final long serialVersionUID = 1L;

  private final String output;
  private transient @Nullable MemoryWorkspace pass;

  EmbeddingGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
    output = configuration.getNetworkOutputs().get(0);
  }

  /**
   * Runs a forward pass with batch statistics and copies its result.
   *
   * @param embeddings receives the output
   */
  void forward(INDArray input, INDArray embeddings) {
    abandon();
    pass =
        Nd4j.getWorkspaceManager()
            .getAndActivateWorkspace(WS_ALL_LAYERS_ACT_CONFIG, WS_ALL_LAYERS_ACT);
    boolean complete = false;
    try {
      embeddings.assign(
          ffToLayerActivationsInWS(
                  true,
                  -1,
                  null,
                  FwdPassType.STANDARD,
                  false,
                  new INDArray[] {input},
                  null,
                  null,
                  false)
              .get(output));
      complete = true;
    } finally {
      if (complete) {
        Nd4j.getMemoryManager().setCurrentWorkspace(null);
      } else {
        abandon();
      }
    }
  }

  /** Runs the backward pass of the last {@link #forward}: flat gradients of all parameters. */
  INDArray backward(INDArray gradient) {
    if (pass == null) {
      throw new IllegalStateException("backward() follows a training forward(), once");
    }
    Nd4j.getMemoryManager().setCurrentWorkspace(pass);
    try {
      calcBackpropGradients(true, false, gradient);
    } finally {
      abandon();
    }
    return getFlattenedGradients();
  }

  /** The vertex whose maps the output averages, if the output is such an average. */
  Optional<String> averagedVertex() {
    if (getLayer(output) == null
        || !(getLayer(output).conf().getLayer() instanceof GlobalPoolingLayer pooling)
        || pooling.getPoolingType() != PoolingType.AVG) {
      return Optional.empty();
    }
    List<String> inputs = getConfiguration().getVertexInputs().get(output);
    return inputs == null ? Optional.empty() : Optional.of(inputs.get(0));
  }

  /** Closes a pass whose backward half will not come. */
  void abandon() {
    if (pass != null) {
      Nd4j.getMemoryManager().setCurrentWorkspace(pass);
      pass.close();
      pass = null;
      Nd4j.getMemoryManager().setCurrentWorkspace(null);
    }
  }
}
