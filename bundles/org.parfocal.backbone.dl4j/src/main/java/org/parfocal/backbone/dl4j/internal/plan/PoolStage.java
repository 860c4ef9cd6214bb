package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;

/** Maximum or average of a window. */
final class PoolStage extends Stage {
  private final String operation;
  private final long[] arguments;
  private final long[] inShape;
  private final long[] outShape;

  PoolStage(Compiler compiler, Node node, Operation.Pool pool) {
    super(compiler, node);
    operation = pool.maximum() ? "maxpool2d" : "avgpool2d";
    arguments = pool.window().poolingArguments(0);
    inShape = node.input().shape().of(compiler.images());
    outShape = node.shape().of(compiler.images());
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    step(
        calls -> calls.of(operation, List.of(x.as(inShape)), List.of(y.as(outShape)), arguments),
        x,
        y);
    return result;
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    Buffer x = input();
    gradientOfInput(
        target ->
            step(
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
