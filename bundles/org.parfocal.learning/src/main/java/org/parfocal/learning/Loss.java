package org.parfocal.learning;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Value and gradient of an objective on one batch.
 *
 * @param terms value of each term by name, in a stable order; their sum is what is minimised
 * @param gradient ∂(sum of terms)/∂embeddings, {@code [n, d]}; of no meaning if no {@linkplain
 *     Batch#backboneLearns backbone learns}; valid until the next evaluation, so that an objective
 *     may use one buffer again and again
 * @param counts what a reader of the history should know beside the loss, for example how many
 *     triplets were active; summed over the batches of an epoch
 */
public record Loss(Map<String, Double> terms, INDArray gradient, Map<String, Long> counts) {
  /** Without counts. */
  public Loss(Map<String, Double> terms, INDArray gradient) {
    this(terms, gradient, Map.of());
  }

  /** Sum of the terms. */
  public double total() {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
