package org.parfocal.learning;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an objective says of samples. Both matrices are valid until the objective is used again.
 *
 * @param probabilities {@code [n, classes]}, rows sum to 1
 * @param representation {@code [n, k]}: what the decision was made on, if the objective learns one
 *     of its own; null if it is the backbone's embedding
 */
public record Inference(INDArray probabilities, @Nullable INDArray representation) {
  /** Decided on the backbone's embedding. */
  public static Inference of(INDArray probabilities) {
    return new Inference(probabilities, null);
  }
}
