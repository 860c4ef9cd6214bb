package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Batch normalisation by running statistics; no gradient passes it. */
final class FixedBatchNormStage extends CudaStage {
  private final Operation.BatchNorm norm;

  FixedBatchNormStage(NodeDraft<CudaMemory> node, Operation.BatchNorm norm) {
    super(node);
    this.norm = norm;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    int channels = out().channels();
    step(
        memory ->
            memory.launch(
                "fixed_batch_norm",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(y),
                memory.parameters().address(norm.layer() + ".running_mean"),
                memory.parameters().address(norm.layer() + ".running_var"),
                memory.parameters().address(norm.layer() + ".weight"),
                memory.parameters().address(norm.layer() + ".bias"),
                x.length(),
                channels,
                (float) norm.epsilon()),
        x,
        y);
  }

  @Override
  public void backward() {
    throw new IllegalStateException(node.node().name() + " is fixed");
  }
}
