package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;

/** A linear map of a vector. A map of places is read channel by channel, as DL4J flattens it. */
final class DenseStage extends NativeStage {
  private final Weights weights;
  private final MapShape in;
  private final long inputs;
  private final long outputs;
  private final Buffer flattened;

  DenseStage(NodeDraft<PlanCalls> node, Weights weights) {
    super(node);
    this.weights = weights;
    in = in();
    inputs = in.places() * in.channels();
    outputs = out().channels();
    flattened = in.places() == 1 ? node.input() : node.buffer(images, inputs);
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    if (flattened != x) {
      step(
          calls -> calls.copy(channelsFirst(calls, x), unflattened(calls, flattened)),
          x,
          flattened);
    }
    step(
        calls -> {
          INDArray bias = weights.bias();
          return bias == null
              ? calls.multiply(
                  calls.as(flattened, images, inputs),
                  false,
                  weights.weight(),
                  false,
                  calls.as(y, images, outputs))
              : calls.of(
                  "xw_plus_b",
                  List.of(calls.as(flattened, images, inputs), weights.weight(), bias),
                  List.of(calls.as(y, images, outputs)));
        },
        flattened,
        y);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    if (weights.learned()) {
      step(
          calls ->
              calls.multiply(
                  calls.as(flattened, images, inputs),
                  true,
                  calls.as(gradient, images, outputs),
                  false,
                  weights.weightGradient()),
          flattened,
          gradient);
      INDArray bias = weights.biasGradient();
      if (bias != null) {
        columnSums(gradient, images, outputs, bias);
      }
    }
    gradientOfInput(target -> inputGradient(gradient, target));
  }

  private void inputGradient(Buffer gradient, Buffer target) {
    boolean direct = in.places() == 1;
    Buffer flat = direct ? target : node.buffer(images, inputs);
    step(
        calls ->
            calls.multiply(
                calls.as(gradient, images, outputs),
                false,
                weights.weight(),
                true,
                calls.as(flat, images, inputs)),
        gradient,
        flat);
    if (!direct) {
      step(
          calls -> calls.copy(unflattened(calls, flat), channelsFirst(calls, target)),
          flat,
          target);
    }
  }

  private INDArray channelsFirst(PlanCalls calls, Buffer map) {
    return calls.as(map, in.of(images)).permute(0, 3, 1, 2);
  }

  private INDArray unflattened(PlanCalls calls, Buffer rows) {
    return calls.as(rows, images, in.channels(), in.height(), in.width());
  }
}
