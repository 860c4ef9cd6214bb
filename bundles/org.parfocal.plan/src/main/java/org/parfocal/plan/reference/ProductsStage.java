package org.parfocal.plan.reference;

import org.jspecify.annotations.Nullable;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Folding;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Stage;

/** A convolution or a linear layer: sums of products, plus one number for each channel. */
record ProductsStage(
    NodeDraft<double[]> node,
    ReferenceParameters parameters,
    Products products,
    String weight,
    @Nullable String bias)
    implements Stage {
  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(
        memory -> {
          Numbers from = Numbers.of(memory, x);
          Numbers to = Numbers.of(memory, y);
          double[] weights = parameters.values(weight);
          return () -> {
            to.fill(0);
            products.forEach((i, w, o) -> to.add(o, from.get(i) * weights[w]));
            addBias(to);
            node.folding().ifPresent(folding -> normalise(to, folding));
          };
        },
        x,
        y);
  }

  private int channels() {
    return node.node().shape().channels();
  }

  private void addBias(Numbers y) {
    if (bias != null) {
      double[] offsets = parameters.values(bias);
      for (int index = 0; index < y.length(); index++) {
        y.add(index, offsets[index % channels()]);
      }
    }
  }

  private void normalise(Numbers y, Folding folding) {
    FixedBatchNormStage.normalise(y, y, folding.norm(), parameters);
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer g = node.gradient();
    if (node.learns()) {
      node.step(memory -> () -> learn(Numbers.of(memory, x), Numbers.of(memory, g)), x, g);
    }
    Buffer target = node.inputGradient();
    if (target != null) {
      node.step(
          memory -> () -> passOn(Numbers.of(memory, g), Numbers.of(memory, target)), g, target);
    }
  }

  private void learn(Numbers x, Numbers g) {
    double[] gradient = parameters.zeroGradient(weight);
    products.forEach((i, w, o) -> gradient[w] += x.get(i) * g.get(o));
    if (bias != null) {
      double[] offsets = parameters.zeroGradient(bias);
      for (int index = 0; index < g.length(); index++) {
        offsets[index % channels()] += g.get(index);
      }
    }
  }

  private void passOn(Numbers g, Numbers target) {
    double[] weights = parameters.values(weight);
    target.fill(0);
    products.forEach((i, w, o) -> target.add(i, g.get(o) * weights[w]));
  }
}
