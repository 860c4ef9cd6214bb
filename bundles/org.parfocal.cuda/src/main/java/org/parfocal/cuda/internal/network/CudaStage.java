package org.parfocal.cuda.internal.network;

import java.util.function.Consumer;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.NumberType;
import org.parfocal.plan.Stage;

/** What the stages share. */
abstract class CudaStage implements Stage {
  final NodeDraft<CudaMemory> node;
  final int images;

  CudaStage(NodeDraft<CudaMemory> node) {
    this.node = node;
    images = node.images();
  }

  final MapShape in() {
    return node.node().input().shape();
  }

  final MapShape out() {
    return node.node().shape();
  }

  final void step(Making<CudaMemory> making, Buffer... used) {
    node.step(making, used);
  }

  /** Floats for the stage's own use, whatever maps are made of. */
  final Buffer floats(long... shape) {
    return node.buffer(NumberType.FLOAT32, shape);
  }

  /** Writes the gradient of the first input, if it is wanted. */
  final void gradientOfInput(Consumer<Buffer> writing) {
    Buffer target = node.inputGradient();
    if (target != null) {
      writing.accept(target);
    }
  }
}
