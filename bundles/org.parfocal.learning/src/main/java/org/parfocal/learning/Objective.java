package org.parfocal.learning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.api.Sample;

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

  /**
   * The sum of the squares of the gradients kept by the last {@link #evaluate}, for clipping by the
   * global norm.
   */
  default double squaredGradientNorm() {
    return gradients().values().stream().mapToDouble(SquaredNorm::of).sum();
  }

  /**
   * Changes this objective's own parameters by one step along the last gradients, which it may
   * overwrite; most often by an {@link Optimiser} for each tensor.
   */
  void step(Update update);

  /**
   * The inference rule. Gets all samples of a prediction at once, so that samples which belong
   * together, such as the magnifications of one place, may be judged together; must not look at
   * their labels.
   *
   * @param samples of the rows
   * @param embeddings {@code [n, d]}; not changed, not kept
   */
  Inference infer(List<Sample> samples, INDArray embeddings);

  /**
   * What a person should know of held-out patients' embeddings. Called on the validation samples
   * before the first epoch and again for the parameters that are kept; the result is written into
   * the job's history. May take seconds; learns nothing.
   *
   * @return numbers by name, in a stable order; empty if there is nothing to say
   */
  default Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    return Map.of();
  }

  /**
   * ∂(logit of a class)/∂embedding for one row, which class activation maps weigh feature maps
   * with.
   *
   * @param sample of the row; its label must not be looked at
   * @param embedding {@code [1, d]}
   * @param label the class
   * @return {@code d} numbers; empty if this objective has no such thing
   */
  default Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.empty();
  }

  /** Own parameters by stable names; views. */
  Map<String, INDArray> tensors();

  /**
   * Gradients kept by the last {@link #evaluate}, by the names of {@link #tensors()}, zero where
   * the batch says nothing; what finite-difference tests compare.
   */
  Map<String, INDArray> gradients();

  /** Frees native memory; a second call does nothing. */
  @Override
  void close();
}
