package org.parfocal.plan.reference;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** PReLU with a slope for each channel, or one for all. */
record ParametricReluStage(
    NodeDraft<double[]> node, ReferenceParameters parameters, Operation.ParametricRelu relu)
    implements Stage {
  /** Channels are the innermost axis, so that one slope belongs to every number as well. */
  private double slope(int index) {
    double[] slopes = parameters.values(relu.weight());
    return slopes[index % slopes.length];
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(
        memory -> {
          Numbers from = Numbers.of(memory, x);
          Numbers to = Numbers.of(memory, y);
          return () -> {
            for (int index = 0; index < to.length(); index++) {
              double value = from.get(index);
              to.set(index, value > 0 ? value : slope(index) * value);
            }
          };
        },
        x,
        y);
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
          memory ->
              () ->
                  passOn(Numbers.of(memory, x), Numbers.of(memory, g), Numbers.of(memory, target)),
          x,
          g,
          target);
    }
  }

  private void learn(Numbers x, Numbers g) {
    double[] gradient = parameters.zeroGradient(relu.weight());
    for (int index = 0; index < x.length(); index++) {
      gradient[index % gradient.length] += Math.min(0, x.get(index)) * g.get(index);
    }
  }

  private void passOn(Numbers x, Numbers g, Numbers target) {
    for (int index = 0; index < x.length(); index++) {
      target.set(index, g.get(index) * (x.get(index) > 0 ? 1 : slope(index)));
    }
  }
}
