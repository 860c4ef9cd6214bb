package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Zeros around a map. */
final class PadStage extends NativeStage {
  private final Operation.Pad pad;

  PadStage(NodeDraft<PlanCalls> node, Operation.Pad pad) {
    super(node);
    this.pad = pad;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    long[] inShape = in().of(images);
    step(
        calls -> {
          INDArray all = calls.array(y);
          Runnable copy = calls.copy(calls.as(x, inShape), inner(calls, y));
          return () -> {
            all.assign(0);
            copy.run();
          };
        },
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    long[] inShape = in().of(images);
    gradientOfInput(
        target ->
            step(
                calls -> calls.copy(inner(calls, gradient), calls.as(target, inShape)),
                gradient,
                target));
  }

  /** The part of the padded map that the input fills. */
  private INDArray inner(PlanCalls calls, Buffer padded) {
    long width = out().width();
    long channels = out().channels();
    return calls.strided(
        padded,
        (pad.top() * width + pad.left()) * channels,
        in().of(images),
        new long[] {out().places() * channels, width * channels, channels, 1});
  }
}
