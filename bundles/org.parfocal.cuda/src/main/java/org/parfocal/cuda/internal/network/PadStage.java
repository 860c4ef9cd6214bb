package org.parfocal.cuda.internal.network;

import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Zeros around a map. */
final class PadStage extends CudaStage {
  private final Operation.Pad pad;

  PadStage(NodeDraft<CudaMemory> node, Operation.Pad pad) {
    super(node);
    this.pad = pad;
  }

  @Override
  public void forward() {
    Frame.copy(this, node.input(), in(), node.result(), out(), pad.top(), pad.left());
  }

  @Override
  public void backward() {
    gradientOfInput(
        target -> Frame.copy(this, node.gradient(), out(), target, in(), -pad.top(), -pad.left()));
  }
}
