package org.parfocal.benchmarks.parfocal;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.OptimizerStep;

/**
 * A frozen backbone that exists already and outlives the training, so that a study does not make a
 * network.
 */
record KeptBackbone(Backbone backbone) implements BackboneProvider, Backbone {
  @Override
  public Backbone create(int imageSize, long seed) {
    return this;
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public String fingerprint() {
    return "benchmark";
  }

  @Override
  public int embeddingSize() {
    return backbone.embeddingSize();
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    return backbone.forward(images, training);
  }

  @Override
  public void backward(INDArray gradient) {
    throw new UnsupportedOperationException("It is frozen.");
  }

  @Override
  public double squaredGradientNorm() {
    return 0;
  }

  @Override
  public void step(OptimizerStep update) {
    throw new UnsupportedOperationException("It is frozen.");
  }

  @Override
  public Map<String, StateTensor> state() {
    return backbone.state();
  }

  @Override
  public void close() {}
}
