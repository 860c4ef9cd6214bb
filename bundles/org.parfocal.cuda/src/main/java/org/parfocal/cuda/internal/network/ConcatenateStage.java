package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Node;
import org.parfocal.plan.NodeDraft;

/** Channels of all inputs one after another. */
final class ConcatenateStage extends CudaStage {
  private final long rows;
  private final int width;

  ConcatenateStage(NodeDraft<CudaMemory> node) {
    super(node);
    rows = images * out().places();
    width = out().channels();
  }

  @Override
  public void forward() {
    Buffer y = node.result();
    int column = 0;
    for (int index = 0; index < node.node().inputs().size(); index++) {
      int channels = channels(index);
      copy(node.input(index), y, channels, channels, 0, width, column);
      column += channels;
    }
  }

  private int channels(int index) {
    Node input = node.node().inputs().get(index);
    return input.shape().channels();
  }

  private void copy(
      Buffer from,
      Buffer to,
      int columns,
      int fromWidth,
      int fromColumn,
      int toWidth,
      int toColumn) {
    step(
        memory ->
            memory.launch(
                "copy_columns",
                Grid.each(rows * columns),
                memory.at(from),
                memory.at(to),
                rows,
                columns,
                fromWidth,
                fromColumn,
                toWidth,
                toColumn),
        from,
        to);
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    int column = 0;
    for (int index = 0; index < node.node().inputs().size(); index++) {
      int channels = channels(index);
      Buffer target = node.inputGradient(index);
      if (target != null) {
        copy(g, target, channels, width, column, channels, 0);
      }
      column += channels;
    }
  }
}
