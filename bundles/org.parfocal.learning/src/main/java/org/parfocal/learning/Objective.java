package org.parfocal.learning;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What makes a model strategy what it is: embeddings and labels → loss terms and their gradient.
 * Keeps the parameters of its own heads. Used by one thread.
 */
@ConsumerType
public interface Objective extends AutoCloseable {
  /**
   * Evaluates the loss, and keeps the gradients of this objective's own parameters for {@link
   * #step}.
   *
   * @param batch the samples of the rows
   * @param embeddings {@code [n, d]}; not changed, not kept
   * @param progress share of the training that is done, 0 to 1
   */
  Loss evaluate(Batch batch, INDArray embeddings, double progress);

  /** Changes this objective's own parameters by one Adam step along the last gradients. */
  void step(double learningRate);

  /**
   * The inference rule.
   *
   * @param embeddings {@code [n, d]}
   * @return {@code [n, classes]}, rows sum to 1
   */
  INDArray probabilities(INDArray embeddings);

  /** Own parameters by stable names; views, as in {@link Backbone#tensors()}. */
  Map<String, INDArray> tensors();

  /**
   * Gradients kept by the last {@link #evaluate}, by the names of {@link #tensors()}; what
   * finite-difference tests compare.
   */
  Map<String, INDArray> gradients();

  /** Frees native memory; a second call does nothing. */
  @Override
  void close();
}
