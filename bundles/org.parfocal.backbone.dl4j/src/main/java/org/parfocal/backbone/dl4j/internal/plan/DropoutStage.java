package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.BernoulliDistribution;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout (Srivastava et al. 2014); what does not train has no such node. */
final class DropoutStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final double keep;
  private final Buffer mask;

  DropoutStage(Compiler compiler, Node node, Operation.Dropout dropout) {
    this.compiler = compiler;
    this.node = node;
    keep = dropout.keep();
    mask = compiler.buffer(node.shape().of(compiler.images()));
  }

  @Override
  public Value forward() {
    Value input = compiler.value(node.input());
    Value inPlace = compiler.inPlace(node, node.input());
    Value result = inPlace == null ? compiler.newValue(node) : inPlace;
    Buffer x = input.activations();
    Buffer y = result.activations();
    compiler.step(
        node,
        calls -> {
          INDArray drawn = mask.array();
          return () -> {
            Nd4j.getExecutioner()
                .exec(new BernoulliDistribution(drawn, keep), compiler.parameters().random());
            drawn.divi(keep);
          };
        },
        mask);
    compiler.step(node, calls -> calls.product(flat(x), flat(mask), flat(y)), x, y, mask);
    return result;
  }

  @Override
  public void backward() {
    Value value = compiler.value(node);
    Buffer gradient = value.gradient();
    if (compiler.value(node.input()) == value) {
      compiler.step(
          node, calls -> calls.product(flat(gradient), flat(mask), flat(gradient)), gradient, mask);
      return;
    }
    compiler.gradientOf(
        node,
        node.input(),
        target ->
            compiler.step(
                node,
                calls -> calls.product(flat(gradient), flat(mask), flat(target)),
                gradient,
                target,
                mask));
  }

  private static INDArray flat(Buffer buffer) {
    return buffer.as(buffer.length());
  }
}
