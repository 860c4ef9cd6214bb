package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Geometry;
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
      step(
          memory ->
              memory.launch(
                  "max_pool",
                  Grid.each(y.length()),
                  memory.at(x),
                  memory.at(y),
                  memory.at(from),
                  y.length(),
                  in().channels(),
                  in().height(),
                  in().width(),
                  out().height(),
                  out().width(),
                  window),
          x,
          y,
          from);
    } else {
      step(memory -> over(memory, "average_pool", x, y, y.length()), x, y);
    }
  }

  private Runnable over(CudaMemory memory, String kernel, Buffer read, Buffer written, long n) {
    return memory.launch(
        kernel,
        Grid.each(n),
        memory.at(read),
        memory.at(written),
        n,
        in().channels(),
        in().height(),
        in().width(),
        out().height(),
        out().width(),
        window);
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    gradientOfInput(
        target -> {
          if (maximum) {
            step(
                memory ->
                    memory.launch(
                        "max_pool_gradient",
                        Grid.each(target.length()),
                        memory.at(g),
                        memory.at(from),
                        memory.at(target),
                        target.length(),
                        in().channels(),
                        in().height(),
                        in().width(),
                        out().height(),
                        out().width(),
                        window),
                g,
                from,
                target);
          } else {
            step(
                memory -> over(memory, "average_pool_gradient", g, target, target.length()),
                g,
                target);
          }
        });
  }
}
