package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;

/** Maximum or average of a window. */
final class PoolStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final String operation;
  private final long[] arguments;
  private final long[] inShape;
  private final long[] outShape;

  PoolStage(Compiler compiler, Node node, Operation.Pool pool) {
    this.compiler = compiler;
    this.node = node;
    operation = pool.maximum() ? "maxpool2d" : "avgpool2d";
    arguments = pool.window().poolingArguments(0);
    inShape = node.input().shape().of(compiler.images());
    outShape = node.shape().of(compiler.images());
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = compiler.value(node.input()).activations();
    Buffer y = result.activations();
    compiler.step(
        node,
        calls -> calls.of(operation, List.of(x.as(inShape)), List.of(y.as(outShape)), arguments),
        x,
        y);
    return result;
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    Buffer x = compiler.value(node.input()).activations();
    compiler.gradientOf(
        node,
        node.input(),
        target ->
            compiler.step(
                node,
                calls ->
                    calls.of(
                        operation + "_bp",
                        List.of(x.as(inShape), gradient.as(outShape)),
                        List.of(target.as(inShape)),
                        arguments),
                x,
                gradient,
                target));
  }
}
