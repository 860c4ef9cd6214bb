package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation function, in place where that may be. Its derivative is taken from its result;
 * ND4J's own derivatives cost ten times as much as the two passes here.
 */
final class ActivationStage extends Stage {
  private final Operation.Activate activate;

  ActivationStage(Compiler compiler, Node node, Operation.Activate activate) {
    super(compiler, node);
    this.activate = activate;
  }

  @Override
  Value forward() {
    Buffer x = input();
    Value result = inPlaceOrNew();
    if (compiler.needsGradient(node)) {
      result.needResult();
    }
    Buffer y = result.activations();
    step(
        calls ->
            calls.of(
                activate.function().nativeName,
                List.of(flat(x)),
                List.of(flat(y)),
                new long[0],
                arguments()),
        x,
        y);
    return result;
  }

  private double[] arguments() {
    return switch (activate.function()) {
      case RELU, RELU6 -> new double[] {0};
      case LEAKY_RELU -> new double[] {activate.slope()};
      case TANH -> new double[0];
    };
  }

  @Override
  void backward() {
    Value value = compiler.value(node);
    if (compiler.value(node.input()) == value) {
      differentiate(value.activations(), value.gradient());
      return;
    }
    gradientOfInput(
        target -> {
          Buffer gradient = value.gradient();
          step(calls -> calls.copy(flat(gradient), flat(target)), gradient, target);
          differentiate(value.activations(), target);
        });
  }

  /** Multiplies a gradient by the derivative at each result. */
  private void differentiate(Buffer y, Buffer gradient) {
    Buffer derivative = compiler.buffer(y.length());
    step(calls -> derivative(calls, flat(y), flat(derivative)), y, derivative);
    step(
        calls -> calls.product(flat(gradient), flat(derivative), flat(gradient)),
        gradient,
        derivative);
  }

  private Runnable derivative(Calls calls, INDArray y, INDArray derivative) {
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
