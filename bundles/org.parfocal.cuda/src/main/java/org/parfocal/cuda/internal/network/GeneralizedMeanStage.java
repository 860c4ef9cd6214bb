package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Generalised mean over all places; the formulas stand with its kernels. */
final class GeneralizedMeanStage extends CudaStage {
  private final String power;
  private final int channels;
  private final int places;

  GeneralizedMeanStage(NodeDraft<CudaMemory> node, Operation.GeneralizedMean mean) {
    super(node);
    power = mean.power();
    channels = out().channels();
    places = (int) in().places();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        memory ->
            memory.launch(
                "generalized_mean",
                Grid.each(y.length()),
                memory.at(x),
                memory.at(y),
                memory.parameters().address(power),
                y.length(),
                channels,
                places),
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer g = node.gradient();
    if (node.learns()) {
      Buffer parts = floats(y.shape());
      step(
          memory ->
              memory.launch(
                  "generalized_mean_power_parts",
                  Grid.each(y.length()),
                  memory.at(x),
                  memory.at(y),
                  memory.at(g),
                  memory.at(parts),
                  memory.parameters().address(power),
                  y.length(),
                  channels,
                  places),
          x,
          y,
          g,
          parts);
      step(
          memory ->
              memory.launch(
                  "total",
                  Grid.one(),
                  memory.at(parts),
                  memory.parameters().gradientAddress(power),
                  (int) parts.length()),
          parts);
    }
    gradientOfInput(
        target ->
            step(
                memory ->
                    memory.launch(
                        "generalized_mean_gradient",
                        Grid.each(target.length()),
                        memory.at(x),
                        memory.at(y),
                        memory.at(g),
                        memory.at(target),
                        memory.parameters().address(power),
                        target.length(),
                        channels,
                        places),
                x,
                y,
                g,
                target));
  }
}
