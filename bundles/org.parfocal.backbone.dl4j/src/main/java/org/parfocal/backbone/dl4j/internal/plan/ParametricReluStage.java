package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** PReLU (He et al. 2015): max(0, x) + a·min(0, x), one a for each channel or one for all. */
final class ParametricReluStage extends NativeStage {
  private final Weights slopes;
  private final long rows;
  private final long channels;

  ParametricReluStage(NodeDraft<PlanCalls> node, Weights slopes) {
    super(node);
    this.slopes = slopes;
    rows = images * out().places();
    channels = out().channels();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer negative = node.buffer(rows, channels);
    step(calls -> relu(calls, x, y), x, y);
    step(
        calls -> calls.difference(matrix(calls, x), matrix(calls, y), matrix(calls, negative)),
        x,
        y,
        negative);
    step(
        calls -> calls.product(matrix(calls, negative), slopes.weight(), matrix(calls, negative)),
        negative);
    step(
        calls -> calls.sum(matrix(calls, y), matrix(calls, negative), matrix(calls, y)),
        y,
        negative);
  }

  private Runnable relu(PlanCalls calls, Buffer x, Buffer y) {
    return calls.of("relu", List.of(matrix(calls, x)), List.of(matrix(calls, y)), new long[0], 0);
  }

  private INDArray matrix(PlanCalls calls, Buffer buffer) {
    return calls.as(buffer, rows, channels);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    Buffer x = node.input();
    if (slopes.learned()) {
      Buffer negative = node.buffer(rows, channels);
      step(calls -> relu(calls, x, negative), x, negative);
      step(
          calls ->
              calls.difference(matrix(calls, x), matrix(calls, negative), matrix(calls, negative)),
          x,
          negative);
      step(
          calls ->
              calls.product(
                  matrix(calls, negative), matrix(calls, gradient), matrix(calls, negative)),
          gradient,
          negative);
      slopeGradient(negative);
    }
    gradientOfInput(target -> inputGradient(x, gradient, target));
  }

  /** Sums over all that a slope belongs to. */
  private void slopeGradient(Buffer products) {
    if (slopes.weight().length() == channels) {
      columnSums(products, rows, channels, slopes.weightGradient());
      return;
    }
    Buffer sums = node.buffer(channels, 1);
    step(
        calls ->
            calls.multiply(
                calls.ones(1, rows),
                false,
                matrix(calls, products),
                false,
                calls.as(sums, 1, channels)),
        products,
        sums);
    step(
        calls ->
            calls.multiply(
                calls.ones(1, channels),
                false,
                calls.array(sums),
                false,
                slopes.weightGradient().reshape(1, 1)),
        sums);
  }

  /** g·(a + (1 − a)·step(x)) = g·a + (g − g·a)·step(x). */
  private void inputGradient(Buffer x, Buffer gradient, Buffer target) {
    Buffer sloped = node.buffer(rows, channels);
    step(
        calls -> calls.product(matrix(calls, gradient), slopes.weight(), matrix(calls, sloped)),
        gradient,
        sloped);
    step(calls -> calls.step(matrix(calls, x), matrix(calls, target)), x, target);
    step(
        calls ->
            calls.difference(
                matrix(calls, gradient), matrix(calls, sloped), matrix(calls, gradient)),
        gradient,
        sloped);
    step(
        calls ->
            calls.product(matrix(calls, target), matrix(calls, gradient), matrix(calls, target)),
        gradient,
        target);
    step(
        calls -> calls.sum(matrix(calls, target), matrix(calls, sloped), matrix(calls, target)),
        sloped,
        target);
  }
}
