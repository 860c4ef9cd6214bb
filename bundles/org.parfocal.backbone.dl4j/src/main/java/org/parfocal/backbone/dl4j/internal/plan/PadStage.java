package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Zeros around a map. */
final class PadStage extends Stage {
  private final Operation.Pad pad;

  PadStage(Compiler compiler, Node node, Operation.Pad pad) {
    super(compiler, node);
    this.pad = pad;
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    long[] inShape = node.input().shape().of(compiler.images());
    step(
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
  void backward() {
    Buffer gradient = gradient();
    long[] inShape = node.input().shape().of(compiler.images());
    gradientOfInput(
        target -> step(calls -> calls.copy(inner(gradient), target.as(inShape)), gradient, target));
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
