package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** PReLU (He et al. 2015) with one slope for each channel, or one for all. */
final class ParametricReluStage extends CudaStage {
  private final String weight;
  private final ColumnSums sums;

  ParametricReluStage(NodeDraft<CudaMemory> node, Operation.ParametricRelu relu, int processors) {
    super(node);
    weight = relu.weight();
    sums = new ColumnSums(this, processors);
  }

  private int slopes(CudaMemory memory) {
    return (int) memory.parameters().places().of(weight).parameter().length();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        memory ->
            memory.launch(
                "prelu",
                Grid.each(x.length()),
                memory.at(x),
                memory.parameters().address(weight),
                memory.at(y),
                x.length(),
                slopes(memory)),
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer g = node.gradient();
    if (node.learns()) {
      slopeGradient(x, g);
    }
    gradientOfInput(
        target ->
            step(
                memory ->
                    memory.launch(
                        "prelu_gradient",
                        Grid.each(x.length()),
                        memory.at(x),
                        memory.parameters().address(weight),
                        memory.at(g),
                        memory.at(target),
                        x.length(),
                        slopes(memory)),
                x,
                g,
                target));
  }

  private void slopeGradient(Buffer x, Buffer g) {
    int channels = out().channels();
    Buffer parts = node.buffer(x.shape());
    Buffer ofChannels = floats(channels);
    step(
        memory ->
            memory.launch(
                "prelu_slope_parts",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(g),
                memory.at(parts),
                x.length()),
        x,
        g,
        parts);
    sums.add(parts, channels, memory -> memory.at(ofChannels));
    // The sum of all channels, or of each by itself.
    step(
        memory ->
            slopes(memory) == 1
                ? memory.launch(
                    "total",
                    Grid.one(),
                    memory.at(ofChannels),
                    memory.parameters().gradientAddress(weight),
                    channels)
                : memory.launch(
                    "add_chunks",
                    Grid.each(channels),
                    memory.at(ofChannels),
                    memory.parameters().gradientAddress(weight),
                    1,
                    channels),
        parts,
        ofChannels);
  }
}
