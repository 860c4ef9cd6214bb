package org.parfocal.plan.reference;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** An activation function; its derivative is taken from its result. */
record ActivationStage(NodeDraft<double[]> node, Operation.Activate activate) implements Stage {
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
              to.set(index, value(from.get(index)));
            }
          };
        },
        x,
        y);
  }

  private double value(double x) {
    return switch (activate.function()) {
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(Math.max(0, x), 6);
      case LEAKY_RELU -> x > 0 ? x : activate.slope() * x;
      case TANH -> Math.tanh(x);
    };
  }

  private double derivative(double y) {
    return switch (activate.function()) {
      case RELU -> y > 0 ? 1 : 0;
      case RELU6 -> y > 0 && y < 6 ? 1 : 0;
      case LEAKY_RELU -> y > 0 ? 1 : activate.slope();
      case TANH -> 1 - y * y;
    };
  }

  @Override
  public void backward() {
    Buffer y = node.result();
    Buffer g = node.gradient();
    Buffer target = node.inputGradient();
    if (target == null) {
      return;
    }
    node.step(
        memory -> {
          Numbers results = Numbers.of(memory, y);
          Numbers from = Numbers.of(memory, g);
          Numbers to = Numbers.of(memory, target);
          return () -> {
            for (int index = 0; index < to.length(); index++) {
              to.set(index, from.get(index) * derivative(results.get(index)));
            }
          };
        },
        y,
        g,
        target);
  }
}
