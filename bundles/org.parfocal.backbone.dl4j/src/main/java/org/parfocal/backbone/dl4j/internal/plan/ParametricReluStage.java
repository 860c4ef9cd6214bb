package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PReLU (He et al. 2015): max(0, x) + a·min(0, x), one a for each channel or one for all. */
final class ParametricReluStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final Weights slopes;
  private final long rows;
  private final long channels;

  ParametricReluStage(Compiler compiler, Node node, Weights slopes) {
    this.compiler = compiler;
    this.node = node;
    this.slopes = slopes;
    rows = compiler.images() * node.shape().places();
    channels = node.shape().channels();
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = compiler.value(node.input()).activations();
    Buffer y = result.activations();
    Buffer negative = compiler.buffer(rows, channels);
    compiler.step(node, calls -> relu(calls, x, y), x, y);
    compiler.step(
        node, calls -> calls.difference(matrix(x), matrix(y), matrix(negative)), x, y, negative);
    compiler.step(
        node,
        calls -> calls.product(matrix(negative), slopes.weight(), matrix(negative)),
        negative);
    compiler.step(node, calls -> calls.sum(matrix(y), matrix(negative), matrix(y)), y, negative);
    return result;
  }

  private Runnable relu(Calls calls, Buffer x, Buffer y) {
    return calls.of("relu", List.of(matrix(x)), List.of(matrix(y)), new long[0], 0);
  }

  private INDArray matrix(Buffer buffer) {
    return buffer.as(rows, channels);
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    Buffer x = compiler.value(node.input()).activations();
    if (slopes.learned()) {
      Buffer negative = compiler.buffer(rows, channels);
      compiler.step(node, calls -> relu(calls, x, negative), x, negative);
      compiler.step(
          node,
          calls -> calls.difference(matrix(x), matrix(negative), matrix(negative)),
          x,
          negative);
      compiler.step(
          node,
          calls -> calls.product(matrix(negative), matrix(gradient), matrix(negative)),
          gradient,
          negative);
      slopeGradient(negative);
    }
    compiler.gradientOf(node, node.input(), target -> inputGradient(x, gradient, target));
  }

  /** Sums over all that a slope belongs to. */
  private void slopeGradient(Buffer products) {
    if (slopes.weight().length() == channels) {
      compiler.columnSums(node, products, rows, channels, slopes.weightGradient());
      return;
    }
    Buffer sums = compiler.buffer(channels, 1);
    compiler.step(
        node,
        calls ->
            calls.multiply(
                calls.ones(1, rows), false, matrix(products), false, sums.as(1, channels)),
        products,
        sums);
    compiler.step(
        node,
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
    compiler.step(
        node,
        calls -> calls.product(matrix(gradient), slopes.weight(), matrix(sloped)),
        gradient,
        sloped);
    compiler.step(node, calls -> calls.step(matrix(x), matrix(target)), x, target);
    compiler.step(
        node,
        calls -> calls.difference(matrix(gradient), matrix(sloped), matrix(gradient)),
        gradient,
        sloped);
    compiler.step(
        node,
        calls -> calls.product(matrix(target), matrix(gradient), matrix(target)),
        gradient,
        target);
    compiler.step(
        node, calls -> calls.sum(matrix(target), matrix(sloped), matrix(target)), sloped, target);
  }
}
