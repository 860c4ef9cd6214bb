package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** Sum of all inputs, of which one may be the result. */
final class AddStage extends CudaStage {
  AddStage(NodeDraft<CudaMemory> node) {
    super(node);
  }

  @Override
  public void forward() {
    Buffer y = node.result();
    int inputs = node.node().inputs().size();
    int own = 0;
    for (int index = 0; index < inputs; index++) {
      own = node.input(index) == y ? index : own;
    }
    Buffer sum = node.input(own);
    for (int index = 0; index < inputs; index++) {
      if (index != own) {
        add(sum, node.input(index), y);
        sum = y;
      }
    }
  }

  private void add(Buffer a, Buffer b, Buffer y) {
    step(
        memory ->
            memory.launch(
                "add", Grid.each(y.length()), memory.at(a), memory.at(b), memory.at(y), y.length()),
        a,
        b,
        y);
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    for (int index = 0; index < node.node().inputs().size(); index++) {
      Buffer target = node.inputGradient(index);
      if (target != null && target != g) {
        Frame.copy(this, g, out(), target, out(), 0, 0);
      }
    }
  }
}
