package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Batch normalisation by running statistics; no gradient passes it. */
final class FixedBatchNormStage extends NativeStage {
  private final Parameters parameters;
  private final Operation.BatchNorm norm;

  FixedBatchNormStage(NodeDraft<PlanCalls> node, Parameters parameters, Operation.BatchNorm norm) {
    super(node);
    this.parameters = parameters;
    this.norm = norm;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    long[] shape = out().of(images);
    step(
        calls ->
            calls.of(
                "batchnorm",
                List.of(
                    calls.as(x, shape),
                    parameters.stored(norm.layer() + ".running_mean"),
                    parameters.stored(norm.layer() + ".running_var"),
                    parameters.stored(norm.layer() + ".weight"),
                    parameters.stored(norm.layer() + ".bias")),
                List.of(calls.as(y, shape)),
                new long[] {1, 1, 3},
                norm.epsilon()),
        x,
        y);
  }

  @Override
  public void backward() {
    throw new IllegalStateException(node.node() + " is fixed");
  }
}
