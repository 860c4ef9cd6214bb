package org.parfocal.learning.internal.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;

/**
 * Images as numbers.
 *
 * @param images {@code [n, size, size, 3]}
 */
public record NormalisedBatch(INDArray images) implements ImageBatch {
  @Override
  public INDArray embed(Backbone backbone, boolean training) {
    return backbone.forward(images, training);
  }
}
