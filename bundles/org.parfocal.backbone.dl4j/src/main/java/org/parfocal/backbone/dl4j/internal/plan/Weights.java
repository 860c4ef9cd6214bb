package org.parfocal.backbone.dl4j.internal.plan;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;

/**
 * The arrays that a layer multiplies with.
 *
 * @param weight as stored, or with the batch norm behind it folded in
 * @param bias one number for each channel, or null
 * @param gradientOfWeight null if the layer does not learn
 * @param gradientOfBias null if the layer does not learn or has no bias
 */
record Weights(
    INDArray weight,
    @Nullable INDArray bias,
    @Nullable INDArray gradientOfWeight,
    @Nullable INDArray gradientOfBias) {

  boolean learned() {
    return gradientOfWeight != null;
  }

  INDArray weightGradient() {
    if (gradientOfWeight == null) {
      throw new IllegalStateException("these weights are fixed");
    }
    return gradientOfWeight;
  }

  @Nullable INDArray biasGradient() {
    return gradientOfBias;
  }

  /** Where a call puts the weights' gradient that it computes in any case. */
  INDArray weightGradientOr(PlanCalls calls, Buffer unwanted) {
    return gradientOfWeight == null ? calls.as(unwanted, weight.shape()) : gradientOfWeight;
  }
}
