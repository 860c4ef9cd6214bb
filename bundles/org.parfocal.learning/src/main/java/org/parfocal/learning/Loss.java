package org.parfocal.learning;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Value and gradient of an objective on one batch.
 *
 * @param terms value of each term by name, in a stable order; their sum is what is minimised
 * @param gradient ∂(sum of terms)/∂embeddings, {@code [n, d]}; valid until the next evaluation, so
 *     that an objective may use one buffer again and again
 */
public record Loss(Map<String, Double> terms, INDArray gradient) {
  /** Sum of the terms. */
  public double total() {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
