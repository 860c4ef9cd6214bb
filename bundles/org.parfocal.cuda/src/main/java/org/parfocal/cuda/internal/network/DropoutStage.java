package org.parfocal.cuda.internal.network;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Inverted dropout (Srivastava et al. 2014). The host draws, and the mask is copied. */
final class DropoutStage extends CudaStage {
  private final float keep;
  private final CudaOperations.RandomState random;
  private final Buffer mask;

  DropoutStage(
      NodeDraft<CudaMemory> node, Operation.Dropout dropout, CudaOperations.RandomState random) {
    super(node);
    keep = (float) dropout.keep();
    this.random = random;
    mask = floats(out().of(images));
  }

  @Override
  public void forward() {
    step(
        memory -> {
          PinnedMemory drawn = memory.pinned(mask.bytes());
          memory.beforeForward(() -> draw(drawn.floats()));
          return () -> drawn.send(memory.at(mask), mask.bytes());
        },
        mask);
    multiply(node.input(), node.result());
  }

  private void draw(FloatBuffer values) {
    SplittableRandom drawing = new SplittableRandom(random.next());
    for (int index = 0; index < mask.length(); index++) {
      values.put(index, drawing.nextDouble() < keep ? 1 / keep : 0);
    }
  }

  private void multiply(Buffer x, Buffer y) {
    step(
        memory ->
            memory.launch(
                "multiply",
                Grid.each(x.length()),
                memory.at(x),
                memory.at(mask),
                memory.at(y),
                x.length()),
        x,
        y,
        mask);
  }

  @Override
  public void backward() {
    gradientOfInput(target -> multiply(node.gradient(), target));
  }
}
