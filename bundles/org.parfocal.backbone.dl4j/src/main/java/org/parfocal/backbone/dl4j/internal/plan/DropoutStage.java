package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.BernoulliDistribution;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout (Srivastava et al. 2014); what does not train has no such node. */
final class DropoutStage extends Stage {
  private final double keep;
  private final Buffer mask;

  DropoutStage(Compiler compiler, Node node, Operation.Dropout dropout) {
    super(compiler, node);
    keep = dropout.keep();
    mask = compiler.buffer(node.shape().of(compiler.images()));
  }

  @Override
  Value forward() {
    Value input = compiler.value(node.input());
    Value result = inPlaceOrNew();
    Buffer x = input.activations();
    Buffer y = result.activations();
    step(
        calls -> {
          INDArray drawn = mask.array();
          return () -> {
            Nd4j.getExecutioner()
                .exec(new BernoulliDistribution(drawn, keep), compiler.parameters().random());
            drawn.divi(keep);
          };
        },
        mask);
    step(calls -> calls.product(flat(x), flat(mask), flat(y)), x, y, mask);
    return result;
  }

  @Override
  void backward() {
    Value value = compiler.value(node);
    Buffer gradient = value.gradient();
    if (compiler.value(node.input()) == value) {
      step(calls -> calls.product(flat(gradient), flat(mask), flat(gradient)), gradient, mask);
      return;
    }
    gradientOfInput(
        target ->
            step(
                calls -> calls.product(flat(gradient), flat(mask), flat(target)),
                gradient,
                target,
                mask));
  }
}
