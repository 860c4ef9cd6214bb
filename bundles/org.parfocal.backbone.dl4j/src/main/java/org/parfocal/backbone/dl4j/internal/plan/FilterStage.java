package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise or a transposed convolution: one call forward, one backward. */
final class FilterStage extends Stage {
  private final Weights weights;
  private final SlidingWindow window;
  private final String operation;
  private final long[] inShape;
  private final long[] outShape;

  /** {@code operation} is ND4J's name; its gradient is that with {@code _bp}. */
  FilterStage(
      Compiler compiler, Node node, Weights weights, SlidingWindow window, String operation) {
    super(compiler, node);
    this.weights = weights;
    this.window = window;
    this.operation = operation;
    inShape = node.input().shape().of(compiler.images());
    outShape = node.shape().of(compiler.images());
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    step(
        calls ->
            calls.of(
                operation,
                inputs(x.as(inShape)),
                List.of(y.as(outShape)),
                window.convolutionArguments()),
        x,
        y);
    return result;
  }

  private List<INDArray> inputs(INDArray x) {
    List<INDArray> inputs = new ArrayList<>(List.of(x, weights.weight()));
    if (weights.bias() != null) {
      inputs.add(weights.bias());
    }
    return inputs;
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    INDArray bias = weights.biasGradient();
    if (bias != null) {
      long channels = node.shape().channels();
      compiler.columnSums(node, gradient, gradient.length() / channels, channels, bias);
    }
    gradientInAnyCase(inShape, target -> backward(gradient, target));
  }

  private void backward(Buffer gradient, Buffer target) {
    Buffer x = input();
    Buffer unwanted = compiler.buffer(weights.learned() ? 0 : weights.weight().length());
    step(
        calls ->
            calls.of(
                operation + "_bp",
                List.of(x.as(inShape), weights.weight(), gradient.as(outShape)),
                List.of(target.as(inShape), weights.weightGradientOr(unwanted)),
                window.convolutionArguments()),
        x,
        gradient,
        target,
        unwanted);
  }
}
