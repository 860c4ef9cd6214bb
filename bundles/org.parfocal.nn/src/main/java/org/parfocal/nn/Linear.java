package org.parfocal.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = x·Wᵀ + b, with W as {@code [outputs, inputs]}. Written as plain loops: the heads that it is
 * for are small, and there the loops are faster than native operations.
 */
public final class Linear implements Layer {
  private final int inputs;
  private final int outputs;
  private final Parameter weight;
  private final Parameter bias;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final RowBuffer outputRows;
  private final RowBuffer inputGradientRows;
  private final float[] w;
  private final float[] dw;
  private final float[] b;
  private float[] x = {};
  private float[] y = {};
  private float[] dx = {};
  private float[] dy = {};
  private int rows;

  /**
   * Makes a layer with weights and biases drawn evenly from ±1/√inputs.
   *
   * @param seed decides the initial values
   */
  public Linear(int inputs, int outputs, long seed) {
    this(inputs, outputs, Initializer.uniformByInputs(inputs), new SplittableRandom(seed));
  }

  /** Makes a layer whose weights, and then biases, are drawn as the initializer says. */
  public Linear(int inputs, int outputs, Initializer initializer, RandomGenerator random) {
    this.inputs = inputs;
    this.outputs = outputs;
    weight = new Parameter(initializer, random, outputs, inputs);
    bias = new Parameter(initializer, random, outputs);
    parameters.put("weight", weight);
    parameters.put("bias", bias);
    w = new float[weight.length()];
    dw = new float[w.length];
    b = new float[outputs];
    outputRows = new RowBuffer(outputs);
    inputGradientRows = new RowBuffer(inputs);
  }

  @Override
  public INDArray forward(INDArray input) {
    rows = Math.toIntExact(input.size(0));
    if (input.length() != (long) rows * inputs) {
      throw new IllegalArgumentException(
          "%s numbers in %d rows for %d inputs".formatted(input.length(), rows, inputs));
    }
    if (x.length < rows * inputs) {
      x = new float[Math.multiplyExact(rows, inputs)];
      dx = new float[x.length];
      y = new float[Math.multiplyExact(rows, outputs)];
      dy = new float[y.length];
    }
    FloatTensors.read(input, x);
    FloatTensors.read(weight.value(), w);
    FloatTensors.read(bias.value(), b);
    double[] sums = new double[outputs];
    for (int row = 0; row < rows; row++) {
      FloatTensors.dots(x, row * inputs, w, inputs, sums);
      for (int output = 0; output < outputs; output++) {
        y[row * outputs + output] = (float) (b[output] + sums[output]);
      }
    }
    return outputRows.rows(rows, y);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (gradient.size(0) != rows) {
      throw new IllegalArgumentException(
          gradient.size(0) + " gradient rows for " + rows + " input rows");
    }
    FloatTensors.read(gradient, dy);
    Arrays.fill(dw, 0);
    Arrays.fill(dx, 0, rows * inputs, 0);
    float[] db = new float[outputs];
    // Each number is summed in the order of rows and outputs; what is written to stays in the
    // cache.
    for (int output = 0; output < outputs; output++) {
      for (int row = 0; row < rows; row++) {
        float g = dy[row * outputs + output];
        db[output] += g;
        add(g, x, row * inputs, dw, output * inputs, inputs);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int output = 0; output < outputs; output++) {
        add(dy[row * outputs + output], w, output * inputs, dx, row * inputs, inputs);
      }
    }
    weight.accumulate(dw);
    bias.accumulate(db);
    return inputGradientRows.rows(rows, dx);
  }

  /** W. */
  public Parameter weight() {
    return weight;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public void close() {
    Layer.super.close();
    outputRows.close();
    inputGradientRows.close();
  }

  private static void add(float factor, float[] from, int start, float[] to, int at, int length) {
    if (factor == 0) {
      return; // half of the gradients behind a ReLU
    }
    for (int index = 0; index < length; index++) {
      to[at + index] += factor * from[start + index];
    }
  }
}
