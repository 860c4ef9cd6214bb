package org.parfocal.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What convolution and transposed convolution share: both run on ND4J's native operations. */
abstract class Convolution implements Layer {
  private final int inputs;
  private final int outputs;
  private final LongUnaryOperator edge;
  private final Parameter weight;
  private final @Nullable ChannelBias bias;
  private final INDArray weightGradient;
  private final NativeCall forward;
  private final NativeCall backward;
  private final RowBuffer outputRows = new RowBuffer();
  private final RowBuffer inputGradientRows = new RowBuffer();
  private @Nullable INDArray input;

  Convolution(
      boolean transposed,
      int inputs,
      int outputs,
      Window window,
      Initializer weights,
      @Nullable Initializer biases,
      RandomGenerator random) {
    int kernel = window.kernel();
    long[] weightShape =
        transposed
            ? new long[] {kernel, kernel, outputs, inputs}
            : new long[] {kernel, kernel, inputs, outputs};
    String operation = transposed ? "deconv2d" : "conv2d";
    this.inputs = inputs;
    this.outputs = outputs;
    edge = transposed ? window::pixels : window::windows;
    weight = new Parameter(weights, random, weightShape);
    bias = biases == null ? null : new ChannelBias(outputs, biases, random);
    weightGradient = Nd4j.create(DataType.FLOAT, weightShape, 'c');
    forward = new NativeCall(operation, window.arguments());
    backward = new NativeCall(operation + "_bp", window.arguments());
  }

  @Override
  public final INDArray forward(INDArray images) {
    long[] shape = images.shape();
    if (shape.length != 4 || shape[3] != inputs) {
      throw new IllegalArgumentException(
          "%s is not [n, height, width, %d]".formatted(Arrays.toString(shape), inputs));
    }
    INDArray output =
        outputRows.shaped(
            shape[0], edge.applyAsLong(shape[1]), edge.applyAsLong(shape[2]), outputs);
    forward.run(List.of(images, weight.value()), List.of(output));
    if (bias != null) {
      bias.add(output);
    }
    input = images;
    return output;
  }

  @Override
  public final INDArray backward(INDArray gradient) {
    INDArray images = input;
    if (images == null) {
      throw new IllegalStateException("backward follows forward");
    }
    INDArray inputGradient = inputGradientRows.shaped(images.shape());
    backward.run(List.of(images, weight.value(), gradient), List.of(inputGradient, weightGradient));
    weight.accumulate(weightGradient);
    if (bias != null) {
      bias.accumulate(gradient);
    }
    return inputGradient;
  }

  @Override
  public final Map<String, Parameter> ownParameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("weight", weight);
    if (bias != null) {
      parameters.put("bias", bias.parameter());
    }
    return parameters;
  }

  @Override
  public final void close() {
    Layer.super.close();
    outputRows.close();
    inputGradientRows.close();
    forward.close();
    backward.close();
    if (!weightGradient.wasClosed()) {
      weightGradient.close();
    }
    input = null;
  }
}
