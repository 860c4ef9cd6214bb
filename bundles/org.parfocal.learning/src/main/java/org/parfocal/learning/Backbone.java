package org.parfocal.learning;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.nn.OptimizerStep;

/** A differentiable map from pixels to an embedding. Used by one thread. */
@ConsumerType
public interface Backbone extends AutoCloseable {
  /** Length d of an embedding. */
  int embeddingSize();

  /**
   * Embeds a batch.
   *
   * @param images float {@code [n, height, width, 3]}, RGB, normalised by {@link
   *     org.parfocal.api.Images#mean()} and deviation; not changed, not kept after the next call of
   *     {@link #backward}
   * @param training whether batch statistics and dropout are on, and whether {@link #backward}
   *     follows
   * @return float {@code [n, d]}, valid until the next call of this method
   */
  INDArray forward(INDArray images, boolean training);

  /**
   * Where images go as bytes, if this backbone would rather have them so. What works on their
   * numbers before they are embedded (several scales, several backbones) uses {@link #forward} all
   * the same.
   */
  default Optional<ByteInput> byteInput() {
    return Optional.empty();
  }

  /**
   * Computes the gradients of the parameters for the batch of the last training {@link #forward}.
   *
   * @param gradient ∂loss/∂embedding, {@code [n, d]}
   */
  void backward(INDArray gradient);

  /**
   * The feature maps that the embedding pools over all places, by an inference pass of its own;
   * each of them times the derivative of its number of the embedding by all of its places, which is
   * 1 for the mean and the maximum. So class activations are sums of maps times logit gradients.
   *
   * @param images as for {@link #forward}
   * @return float {@code [n, h, w, d]}, the caller's to close; empty if the embedding is made
   *     otherwise
   */
  default Optional<INDArray> featureMaps(INDArray images) {
    return Optional.empty();
  }

  /**
   * Names the first layer whose result in the last {@link #forward} held a number that is not
   * finite. Asked for when a loss was not finite; may compute that pass again, and ends a training
   * pass that is open.
   *
   * @return empty if there is none, or if this backbone cannot tell
   */
  default Optional<String> firstNonFinite() {
    return Optional.empty();
  }

  /**
   * The sum of the squares of the gradients of the last {@link #backward}, for clipping by the
   * global norm; 0 if nothing is learnt. Asked for before {@link #step} if at all.
   */
  double squaredGradientNorm();

  /** Changes the parameters by one step along the last gradients, which it may overwrite. */
  void step(OptimizerStep step);

  /**
   * Everything that must be kept to have this backbone again, batch-norm statistics included, by
   * stable names and in a stable order: what PyTorch calls the state dict.
   */
  Map<String, StateTensor> state();

  /**
   * What the next {@link #step} depends on beside {@link #state}, at the end of a step.
   *
   * @return empty if this backbone cannot tell; then a training that was stopped begins anew
   */
  default Optional<TrainingMemory> memory() {
    return Optional.empty();
  }

  /** Goes on where another backbone of the same kind stood, after {@link #state} was written. */
  default void restore(TrainingMemory memory) {
    throw new UnsupportedOperationException("this backbone has no memory");
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  void close();
}
