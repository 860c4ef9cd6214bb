package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;

/** Batch normalisation by running statistics; no gradient passes it. */
final class FixedBatchNormStage extends Stage {
  private final Operation.BatchNorm norm;

  FixedBatchNormStage(Compiler compiler, Node node, Operation.BatchNorm norm) {
    super(compiler, node);
    this.norm = norm;
  }

  @Override
  Value forward() {
    Value input = compiler.value(node.input());
    if (compiler.foldedInto(node)) {
      return input;
    }
    Value result = inPlaceOrNew();
    Buffer x = input.activations();
    Buffer y = result.activations();
    Parameters parameters = compiler.parameters();
    long[] shape = node.shape().of(compiler.images());
    step(
        calls ->
            calls.of(
                "batchnorm",
                List.of(
                    x.as(shape),
                    parameters.stored(norm.layer() + ".running_mean"),
                    parameters.stored(norm.layer() + ".running_var"),
                    parameters.stored(norm.layer() + ".weight"),
                    parameters.stored(norm.layer() + ".bias")),
                List.of(y.as(shape)),
                new long[] {1, 1, 3},
                norm.epsilon()),
        x,
        y);
    return result;
  }

  @Override
  void backward() {
    throw new IllegalStateException(node.name() + " is fixed");
  }
}
