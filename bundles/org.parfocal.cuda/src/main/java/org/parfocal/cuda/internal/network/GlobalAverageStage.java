package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** Average over all places. */
final class GlobalAverageStage extends CudaStage {
  GlobalAverageStage(NodeDraft<CudaMemory> node) {
    super(node);
  }

  private Runnable over(CudaMemory memory, String kernel, Buffer read, Buffer written) {
    return memory.launch(
        kernel,
        Grid.each(written.length()),
        memory.at(read),
        memory.at(written),
        written.length(),
        out().channels(),
        (int) in().places());
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(memory -> over(memory, "global_average", x, y), x, y);
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    gradientOfInput(
        target -> step(memory -> over(memory, "global_average_gradient", g, target), g, target));
  }
}
