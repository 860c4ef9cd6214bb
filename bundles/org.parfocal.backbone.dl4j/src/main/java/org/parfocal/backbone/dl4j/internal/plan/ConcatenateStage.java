package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The channels of all inputs one after another. */
final class ConcatenateStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final long rows;

  ConcatenateStage(Compiler compiler, Node node) {
    this.compiler = compiler;
    this.node = node;
    rows = compiler.images() * node.shape().places();
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer y = result.activations();
    long first = 0;
    for (Node input : node.inputs()) {
      Buffer x = compiler.value(input).activations();
      long start = first;
      long channels = input.shape().channels();
      compiler.step(
          node, calls -> calls.copy(x.as(rows, channels), part(y, start, channels)), x, y);
      first += channels;
    }
    return result;
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    long first = 0;
    for (Node input : node.inputs()) {
      long start = first;
      long channels = input.shape().channels();
      compiler.gradientOf(
          node,
          input,
          target ->
              compiler.step(
                  node,
                  calls -> calls.copy(part(gradient, start, channels), target.as(rows, channels)),
                  gradient,
                  target));
      first += channels;
    }
  }

  /** Some columns of {@code [rows, channels]}. */
  private INDArray part(Buffer whole, long start, long channels) {
    return whole.strided(
        start, new long[] {rows, channels}, new long[] {node.shape().channels(), 1});
  }
}
