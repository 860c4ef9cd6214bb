package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.SlidingWindow;

/** A depthwise or a transposed convolution: one call forward, one backward. */
final class FilterStage extends NativeStage {
  private final Weights weights;
  private final SlidingWindow window;
  private final String operation;
  private final long[] inShape;
  private final long[] outShape;

  /** {@code operation} is ND4J's name; its gradient is that with {@code _bp}. */
  FilterStage(NodeDraft<PlanCalls> node, Weights weights, SlidingWindow window, String operation) {
    super(node);
    this.weights = weights;
    this.window = window;
    this.operation = operation;
    inShape = in().of(images);
    outShape = out().of(images);
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    step(
        calls ->
            calls.of(
                operation,
                inputs(calls.as(x, inShape)),
                List.of(calls.as(y, outShape)),
                NativeArguments.convolution(window)),
        x,
        y);
  }

  private List<INDArray> inputs(INDArray x) {
    List<INDArray> inputs = new ArrayList<>(List.of(x, weights.weight()));
    if (weights.bias() != null) {
      inputs.add(weights.bias());
    }
    return inputs;
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    INDArray bias = weights.biasGradient();
    if (bias != null) {
      long channels = out().channels();
      columnSums(gradient, gradient.length() / channels, channels, bias);
    }
    backward(gradient, node.inputGradientInAnyCase());
  }

  private void backward(Buffer gradient, Buffer target) {
    Buffer x = node.input();
    Buffer unwanted = node.buffer(weights.learned() ? 0 : weights.weight().length());
    step(
        calls ->
            calls.of(
                operation + "_bp",
                List.of(calls.as(x, inShape), weights.weight(), calls.as(gradient, outShape)),
                List.of(calls.as(target, inShape), weights.weightGradientOr(calls, unwanted)),
                NativeArguments.convolution(window)),
        x,
        gradient,
        target,
        unwanted);
  }
}
