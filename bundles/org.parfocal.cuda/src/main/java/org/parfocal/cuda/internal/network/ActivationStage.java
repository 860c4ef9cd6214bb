package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** An activation function, whose derivative is taken from its result. */
final class ActivationStage extends CudaStage {
  private final int function;
  private final float slope;

  ActivationStage(NodeDraft<CudaMemory> node, Operation.Activate activate) {
    super(node);
    // As the kernels number them.
    function =
        switch (activate.function()) {
          case RELU -> 0;
          case RELU6 -> 1;
          case LEAKY_RELU -> 2;
          case TANH -> 3;
        };
    slope = (float) activate.slope();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        memory ->
            memory.launch(
                "activate",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(y),
                x.length(),
                function,
                slope),
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer y = node.result();
    Buffer g = node.gradient();
    gradientOfInput(
        target ->
            step(
                memory ->
                    memory.launch(
                        "activate_gradient",
                        Grid.each(y.length()),
                        memory.at(y),
                        memory.at(g),
                        memory.at(target),
                        y.length(),
                        function,
                        slope),
                y,
                g,
                target));
  }
}
