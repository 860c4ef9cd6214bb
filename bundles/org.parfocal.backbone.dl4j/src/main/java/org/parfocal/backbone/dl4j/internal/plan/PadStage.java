package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Zeros around a map. */
final class PadStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final Operation.Pad pad;

  PadStage(Compiler compiler, Node node, Operation.Pad pad) {
    this.compiler = compiler;
    this.node = node;
    this.pad = pad;
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = compiler.value(node.input()).activations();
    Buffer y = result.activations();
    long[] inShape = node.input().shape().of(compiler.images());
    compiler.step(
        node,
        calls -> {
          INDArray all = y.array();
          Runnable copy = calls.copy(x.as(inShape), inner(y));
          return () -> {
            all.assign(0);
            copy.run();
          };
        },
        x,
        y);
    return result;
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    long[] inShape = node.input().shape().of(compiler.images());
    compiler.gradientOf(
        node,
        node.input(),
        target ->
            compiler.step(
                node, calls -> calls.copy(inner(gradient), target.as(inShape)), gradient, target));
  }

  /** The part of the padded map that the input fills. */
  private INDArray inner(Buffer padded) {
    long width = node.shape().width();
    long channels = node.shape().channels();
    return padded.strided(
        (pad.top() * width + pad.left()) * channels,
        node.input().shape().of(compiler.images()),
        new long[] {node.shape().places() * channels, width * channels, channels, 1});
  }
}
