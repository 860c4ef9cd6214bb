package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Maximum or average of a window. */
final class PoolStage extends NativeStage {
  private final String operation;
  private final long[] arguments;
  private final long[] inShape;
  private final long[] outShape;

  PoolStage(NodeDraft<PlanCalls> node, Operation.Pool pool) {
    super(node);
    operation = pool.maximum() ? "maxpool2d" : "avgpool2d";
    arguments = NativeArguments.pooling(pool.window());
    inShape = in().of(images);
    outShape = out().of(images);
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        calls ->
            calls.of(
                operation,
                List.of(calls.as(x, inShape)),
                List.of(calls.as(y, outShape)),
                arguments),
        x,
        y);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    Buffer x = node.input();
    gradientOfInput(
        target ->
            step(
                calls ->
                    calls.of(
                        operation + "_bp",
                        List.of(calls.as(x, inShape), calls.as(gradient, outShape)),
                        List.of(calls.as(target, inShape)),
                        arguments),
                x,
                gradient,
                target));
  }
}
