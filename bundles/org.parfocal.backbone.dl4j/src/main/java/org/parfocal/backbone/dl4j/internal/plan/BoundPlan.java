package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A plan with the arrays through which it is used; they lie in its memory.
 *
 * @param count number of images
 * @param images {@code [n, height, width, 3]}, written before the forward pass
 * @param maps what the last layer reads, {@code [n, h, w, c]}; whole after the forward pass of an
 *     inference plan
 * @param embeddings {@code [n, d]}, read after the forward pass
 * @param gradient {@code [n, d]}, written before the backward pass; null in an inference plan
 * @param results what each layer gives, whole when the layer's last step has run
 */
record BoundPlan(
    Plan plan,
    int count,
    INDArray images,
    INDArray maps,
    INDArray embeddings,
    @Nullable INDArray gradient,
    Map<String, INDArray> results) {

  /** Runs the forward pass again and names the first layer whose result is not finite. */
  Optional<String> firstNonFinite() {
    return plan.firstForward(
        layer -> {
          INDArray result = results.get(layer);
          return result != null && !Double.isFinite(result.sumNumber().doubleValue());
        });
  }
}
