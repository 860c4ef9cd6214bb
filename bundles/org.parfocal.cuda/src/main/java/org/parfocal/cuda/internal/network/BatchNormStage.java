package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Batch normalisation by the statistics of the batch; the formulas stand with its kernels. */
final class BatchNormStage extends CudaStage {
  private final Operation.BatchNorm norm;
  private final long rows;
  private final int channels;
  private final int chunks;
  private final Buffer statistics;

  BatchNormStage(NodeDraft<CudaMemory> node, Operation.BatchNorm norm, int processors) {
    super(node);
    this.norm = norm;
    rows = images * out().places();
    channels = out().channels();
    chunks = Grid.chunksOf(rows, channels, processors);
    statistics = floats(2, channels);
  }

  private String tensor(String name) {
    return norm.layer() + "." + name;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer parts = floats(chunks, 2, channels);
    step(
        memory ->
            memory.launch(
                "batch_norm_parts",
                Grid.chunks(chunks, channels),
                memory.at(x),
                memory.at(parts),
                rows,
                channels),
        x,
        parts);
    step(
        memory ->
            memory.launch(
                "batch_norm_statistics",
                Grid.each(channels),
                memory.at(parts),
                memory.at(statistics),
                memory.parameters().batchAddress(tensor("running_mean")),
                memory.parameters().batchAddress(tensor("running_var")),
                rows,
                channels,
                chunks,
                norm.epsilon()),
        parts,
        statistics);
    step(
        memory ->
            memory.launch(
                "batch_norm_apply",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(y),
                memory.at(statistics),
                memory.parameters().address(tensor("weight")),
                memory.parameters().address(tensor("bias")),
                x.length(),
                channels),
        x,
        y,
        statistics);
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer g = node.gradient();
    Buffer parts = floats(chunks, 2, channels);
    Buffer sums = floats(2, channels);
    boolean learns = node.learns();
    step(
        memory ->
            memory.launch(
                "batch_norm_gradient_parts",
                Grid.chunks(chunks, channels),
                memory.at(x),
                memory.at(g),
                memory.at(statistics),
                memory.at(parts),
                rows,
                channels),
        x,
        g,
        statistics,
        parts);
    step(
        memory ->
            memory.launch(
                "batch_norm_gradient_sums",
                Grid.each(channels),
                memory.at(parts),
                memory.at(sums),
                learns ? memory.parameters().gradientAddress(tensor("weight")) : 0L,
                learns ? memory.parameters().gradientAddress(tensor("bias")) : 0L,
                chunks,
                channels),
        parts,
        sums);
    gradientOfInput(
        target ->
            step(
                memory ->
                    memory.launch(
                        "batch_norm_gradient",
                        Grid.each(x.length()),
                        memory.at(x),
                        memory.at(g),
                        memory.at(target),
                        memory.at(statistics),
                        memory.parameters().address(tensor("weight")),
                        memory.at(sums),
                        x.length(),
                        channels,
                        (float) (1.0 / rows)),
                x,
                g,
                target,
                statistics,
                sums));
  }
}
