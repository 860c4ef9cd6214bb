package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Compiler;
import org.parfocal.plan.Plan;
import org.parfocal.plan.Ports;

/**
 * A plan with the arrays through which it is used; they lie in its memory.
 *
 * @param calls that its steps are made of, freed with it
 * @param images {@code [n, height, width, 3]}, written before the forward pass
 * @param maps what the last layer reads, {@code [n, h, w, c]}; whole after the forward pass of an
 *     inference plan
 * @param embeddings {@code [n, d]}, read after the forward pass
 * @param gradient {@code [n, d]}, written before the backward pass; null in an inference plan
 * @param results what each layer gives, whole when the layer's last step has run
 */
record BoundPlan(
    Plan plan,
    PlanCalls calls,
    INDArray images,
    INDArray maps,
    INDArray embeddings,
    @Nullable INDArray gradient,
    Map<String, INDArray> results) {

  static BoundPlan of(Compiler<PlanCalls> compiled, PlanCalls calls) {
    Ports ports = compiled.ports();
    long count = ports.embeddings().shape()[0];
    long size = ports.embeddings().length() / count;
    return new BoundPlan(
        compiled.draft().build(calls),
        calls,
        calls.array(ports.images()),
        calls.array(ports.maps()),
        calls.as(ports.embeddings(), count, size),
        ports.gradient() == null ? null : calls.as(ports.gradient(), count, size),
        ports.results().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> calls.array(it.getValue()))));
  }

  /** Number of images. */
  int count() {
    return Math.toIntExact(images.size(0));
  }

  /** Runs the forward pass again and names the first layer whose result is not finite. */
  Optional<String> firstNonFinite() {
    return plan.firstForward(
        layer -> {
          INDArray result = results.get(layer);
          return result != null && !Double.isFinite(result.sumNumber().doubleValue());
        });
  }
}
