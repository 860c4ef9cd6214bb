package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A linear map of a vector. A map of places is read channel by channel, as DL4J flattens it. */
final class DenseStage extends Stage {
  private final Weights weights;
  private final int images;
  private final MapShape in;
  private final long inputs;
  private final long outputs;
  private final Buffer flattened;

  DenseStage(Compiler compiler, Node node, Weights weights) {
    super(compiler, node);
    this.weights = weights;
    images = compiler.images();
    in = node.input().shape();
    inputs = in.places() * in.channels();
    outputs = node.shape().channels();
    flattened = in.places() == 1 ? input() : compiler.buffer(images, inputs);
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    if (flattened != x) {
      step(calls -> calls.copy(channelsFirst(x), unflattened(flattened)), x, flattened);
    }
    step(
        calls -> {
          INDArray bias = weights.bias();
          return bias == null
              ? calls.multiply(
                  flattened.as(images, inputs),
                  false,
                  weights.weight(),
                  false,
                  y.as(images, outputs))
              : calls.of(
                  "xw_plus_b",
                  List.of(flattened.as(images, inputs), weights.weight(), bias),
                  List.of(y.as(images, outputs)));
        },
        flattened,
        y);
    return result;
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    if (weights.learned()) {
      step(
          calls ->
              calls.multiply(
                  flattened.as(images, inputs),
                  true,
                  gradient.as(images, outputs),
                  false,
                  weights.weightGradient()),
          flattened,
          gradient);
      INDArray bias = weights.biasGradient();
      if (bias != null) {
        compiler.columnSums(node, gradient, images, outputs, bias);
      }
    }
    gradientOfInput(target -> inputGradient(gradient, target));
  }

  private void inputGradient(Buffer gradient, Buffer target) {
    boolean direct = in.places() == 1;
    Buffer flat = direct ? target : compiler.buffer(images, inputs);
    step(
        calls ->
            calls.multiply(
                gradient.as(images, outputs),
                false,
                weights.weight(),
                true,
                flat.as(images, inputs)),
        gradient,
        flat);
    if (!direct) {
      step(calls -> calls.copy(unflattened(flat), channelsFirst(target)), flat, target);
    }
  }

  private INDArray channelsFirst(Buffer map) {
    return map.as(in.of(images)).permute(0, 3, 1, 2);
  }

  private INDArray unflattened(Buffer rows) {
    return rows.as(images, in.channels(), in.height(), in.width());
  }
}
