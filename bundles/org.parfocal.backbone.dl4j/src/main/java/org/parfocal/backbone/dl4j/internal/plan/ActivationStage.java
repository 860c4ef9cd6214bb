package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/**
 * An activation function, in place where that may be. Its derivative is taken from its result;
 * ND4J's own derivatives cost ten times as much as the two passes here.
 */
final class ActivationStage extends NativeStage {
  private final Operation.Activate activate;

  ActivationStage(NodeDraft<PlanCalls> node, Operation.Activate activate) {
    super(node);
    this.activate = activate;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        calls ->
            calls.of(
                nativeName(),
                List.of(calls.flat(x)),
                List.of(calls.flat(y)),
                new long[0],
                arguments()),
        x,
        y);
  }

  private String nativeName() {
    return switch (activate.function()) {
      case RELU -> "relu";
      case RELU6 -> "relu6";
      case LEAKY_RELU -> "lrelu";
      case TANH -> "tanh";
    };
  }

  private double[] arguments() {
    return switch (activate.function()) {
      case RELU, RELU6 -> new double[] {0};
      case LEAKY_RELU -> new double[] {activate.slope()};
      case TANH -> new double[0];
    };
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    gradientOfInput(
        target -> {
          if (target != gradient) {
            step(calls -> calls.copy(calls.flat(gradient), calls.flat(target)), gradient, target);
          }
          differentiate(node.result(), target);
        });
  }

  /** Multiplies a gradient by the derivative at each result. */
  private void differentiate(Buffer y, Buffer gradient) {
    Buffer derivative = node.buffer(y.length());
    step(calls -> derivative(calls, calls.flat(y), calls.flat(derivative)), y, derivative);
    step(
        calls -> calls.product(calls.flat(gradient), calls.flat(derivative), calls.flat(gradient)),
        gradient,
        derivative);
  }

  private Runnable derivative(PlanCalls calls, INDArray y, INDArray derivative) {
    return switch (activate.function()) {
      case RELU -> calls.step(y, derivative);
      case LEAKY_RELU -> {
        Runnable positive = calls.step(y, derivative);
        double slope = activate.slope();
        yield () -> {
          positive.run();
          derivative.muli(1 - slope).addi(slope);
        };
      }
      case RELU6 -> {
        // 6·step(y) ends at 6, where y does: what is left of it is above 0 only between.
        Runnable positive = calls.step(y, derivative);
        Runnable rest = calls.difference(derivative, y, derivative);
        Runnable between = calls.step(derivative, derivative);
        yield () -> {
          positive.run();
          derivative.muli(6);
          rest.run();
          between.run();
        };
      }
      case TANH -> {
        Runnable square = calls.product(y, y, derivative);
        yield () -> {
          square.run();
          derivative.rsubi(1);
        };
      }
    };
  }
}
