package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.BernoulliDistribution;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/** Inverted dropout (Srivastava et al. 2014); what does not train has no such node. */
final class DropoutStage extends NativeStage {
  private final Random random;
  private final double keep;
  private final Buffer mask;

  DropoutStage(NodeDraft<PlanCalls> node, Random random, Operation.Dropout dropout) {
    super(node);
    this.random = random;
    keep = dropout.keep();
    mask = node.buffer(out().of(images));
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        calls -> {
          INDArray drawn = calls.array(mask);
          return () -> {
            Nd4j.getExecutioner().exec(new BernoulliDistribution(drawn, keep), random);
            drawn.divi(keep);
          };
        },
        mask);
    step(calls -> calls.product(calls.flat(x), calls.flat(mask), calls.flat(y)), x, y, mask);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    gradientOfInput(
        target ->
            step(
                calls -> calls.product(calls.flat(gradient), calls.flat(mask), calls.flat(target)),
                gradient,
                target,
                mask));
  }
}
