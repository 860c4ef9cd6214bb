package org.parfocal.cuda.internal.network;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.SlidingWindow;

/** Maximum or average of a window. */
final class PoolStage extends CudaStage {
  private final boolean maximum;
  private final int[] window;

  /** Which place each maximum comes from: whole numbers in place of floats. */
  private final Buffer from;

  PoolStage(NodeDraft<CudaMemory> node, Operation.Pool pool) {
    super(node);
    maximum = pool.maximum();
    SlidingWindow one = pool.window();
    Geometry geometry = new Geometry(one, in(), out());
    window =
        new int[] {
          one.height(),
          one.width(),
          one.strideY(),
          one.strideX(),
          geometry.top(),
          geometry.left(),
          one.dilationY(),
          one.dilationX()
        };
    from = floats(out().of(images));
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    if (maximum) {
      step(memory -> over(memory, "max_pool", y.length(), x, y, from), x, y, from);
    } else {
      step(memory -> over(memory, "average_pool", y.length(), x, y), x, y);
    }
  }

  /** A kernel for each of n numbers, whose arguments begin with these buffers. */
  private Runnable over(CudaMemory memory, String kernel, long n, Buffer... buffers) {
    List<Object> arguments = new ArrayList<>();
    for (Buffer buffer : buffers) {
      arguments.add(memory.at(buffer));
    }
    arguments.add(n);
    arguments.add(in().channels());
    for (MapShape map : List.of(in(), out())) {
      arguments.add(map.height());
      arguments.add(map.width());
    }
    arguments.add(window);
    return memory.launch(kernel, Grid.each(n), arguments.toArray());
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    gradientOfInput(
        target -> {
          long n = target.length();
          if (maximum) {
            step(memory -> over(memory, "max_pool_gradient", n, g, from, target), g, from, target);
          } else {
            step(memory -> over(memory, "average_pool_gradient", n, g, target), g, target);
          }
        });
  }
}
