package org.parfocal.learning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.api.Sample;
import org.parfocal.nn.Module;

/**
 * What makes a model strategy what it is: embeddings and labels → loss terms and their gradient.
 *
 * <p>An objective is a {@link Module}: it names its heads and losses as {@linkplain #children
 * parts}, and their steps, their stored tensors, the norm of their gradients and their end follow.
 * The training loop forgets all gradients before each {@link #evaluate}, and sets {@link #train}.
 * Used by one thread.
 */
@ConsumerType
public interface Objective extends Module {
  /**
   * The heads and losses that this objective is made of, by stable names, which the stored tensors
   * begin with.
   */
  @Override
  Map<String, Module> children();

  /**
   * Evaluates the loss, and adds the gradients of this objective's own parameters.
   *
   * @param batch the samples of the rows
   * @param embeddings {@code [n, d]}; not changed, not kept
   * @param progress share of the training that is done, 0 to 1
   */
  Loss evaluate(Batch batch, INDArray embeddings, double progress);

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
   * What the inference rule decides by and a sample does not tell, as {@link
   * org.parfocal.api.TrainedModel#missing} says it.
   */
  default Optional<String> missing(Sample sample) {
    return Optional.empty();
  }

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
   * with; often {@link org.parfocal.nn.Layer#inputGradient} of a head.
   *
   * @param sample of the row; its label must not be looked at
   * @param embedding {@code [1, d]}
   * @param label the class
   * @return {@code d} numbers; empty if this objective has no such thing
   */
  default Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.empty();
  }
}
