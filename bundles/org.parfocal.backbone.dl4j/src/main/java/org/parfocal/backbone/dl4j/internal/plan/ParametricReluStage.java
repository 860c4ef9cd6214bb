package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PReLU (He et al. 2015): max(0, x) + a·min(0, x), one a for each channel or one for all. */
final class ParametricReluStage extends Stage {
  private final Weights slopes;
  private final long rows;
  private final long channels;

  ParametricReluStage(Compiler compiler, Node node, Weights slopes) {
    super(compiler, node);
    this.slopes = slopes;
    rows = compiler.images() * node.shape().places();
    channels = node.shape().channels();
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    Buffer negative = compiler.buffer(rows, channels);
    step(calls -> relu(calls, x, y), x, y);
    step(calls -> calls.difference(matrix(x), matrix(y), matrix(negative)), x, y, negative);
    step(calls -> calls.product(matrix(negative), slopes.weight(), matrix(negative)), negative);
    step(calls -> calls.sum(matrix(y), matrix(negative), matrix(y)), y, negative);
    return result;
  }

  private Runnable relu(Calls calls, Buffer x, Buffer y) {
    return calls.of("relu", List.of(matrix(x)), List.of(matrix(y)), new long[0], 0);
  }

  private INDArray matrix(Buffer buffer) {
    return buffer.as(rows, channels);
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    Buffer x = input();
    if (slopes.learned()) {
      Buffer negative = compiler.buffer(rows, channels);
      step(calls -> relu(calls, x, negative), x, negative);
      step(calls -> calls.difference(matrix(x), matrix(negative), matrix(negative)), x, negative);
      step(
          calls -> calls.product(matrix(negative), matrix(gradient), matrix(negative)),
          gradient,
          negative);
      slopeGradient(negative);
    }
    gradientOfInput(target -> inputGradient(x, gradient, target));
  }

  /** Sums over all that a slope belongs to. */
  private void slopeGradient(Buffer products) {
    if (slopes.weight().length() == channels) {
      compiler.columnSums(node, products, rows, channels, slopes.weightGradient());
      return;
    }
    Buffer sums = compiler.buffer(channels, 1);
    step(
        calls ->
            calls.multiply(
                calls.ones(1, rows), false, matrix(products), false, sums.as(1, channels)),
        products,
        sums);
    step(
        calls ->
            calls.multiply(
                calls.ones(1, channels),
                false,
                sums.array(),
                false,
                slopes.weightGradient().reshape(1, 1)),
        sums);
  }

  /** g·(a + (1 − a)·step(x)) = g·a + (g − g·a)·step(x). */
  private void inputGradient(Buffer x, Buffer gradient, Buffer target) {
    Buffer sloped = compiler.buffer(rows, channels);
    step(
        calls -> calls.product(matrix(gradient), slopes.weight(), matrix(sloped)),
        gradient,
        sloped);
    step(calls -> calls.step(matrix(x), matrix(target)), x, target);
    step(
        calls -> calls.difference(matrix(gradient), matrix(sloped), matrix(gradient)),
        gradient,
        sloped);
    step(
        calls -> calls.product(matrix(target), matrix(gradient), matrix(target)), gradient, target);
    step(calls -> calls.sum(matrix(target), matrix(sloped), matrix(target)), sloped, target);
  }
}
