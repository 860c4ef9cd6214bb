package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;

/** Batch normalisation by running statistics; no gradient passes it. */
final class FixedBatchNormStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final Operation.BatchNorm norm;

  FixedBatchNormStage(Compiler compiler, Node node, Operation.BatchNorm norm) {
    this.compiler = compiler;
    this.node = node;
    this.norm = norm;
  }

  @Override
  public Value forward() {
    Value input = compiler.value(node.input());
    if (compiler.foldedInto(node)) {
      return input;
    }
    Value inPlace = compiler.inPlace(node, node.input());
    Value result = inPlace == null ? compiler.newValue(node) : inPlace;
    Buffer x = input.activations();
    Buffer y = result.activations();
    Parameters parameters = compiler.parameters();
    long[] shape = node.shape().of(compiler.images());
    compiler.step(
        node,
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
  public void backward() {
    throw new IllegalStateException(node.name() + " is fixed");
  }
}
