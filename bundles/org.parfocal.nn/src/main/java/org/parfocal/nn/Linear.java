package org.parfocal.nn;

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
  private final float[][] w;
  private final float[] b;
  private float[][] x = {};
  private float[] y = {};
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
    w = new float[outputs][inputs];
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
    if (x.length < rows) {
      x = new float[rows][inputs];
      y = new float[Math.multiplyExact(rows, outputs)];
      dy = new float[y.length];
    }
    FloatTensors.readRows(input, rows, x);
    FloatTensors.readRows(weight.value(), outputs, w);
    FloatTensors.read(bias.value(), b);
    double[] sums = new double[outputs];
    for (int row = 0; row < rows; row++) {
      FloatTensors.dots(x[row], w, sums);
      for (int output = 0; output < outputs; output++) {
        y[row * outputs + output] = (float) (b[output] + sums[output]);
      }
    }
    return outputRows.rows(rows, y);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    return backward(gradient, true);
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted) {
    if (gradient.size(0) != rows) {
      throw new IllegalArgumentException(
          gradient.size(0) + " gradient rows for " + rows + " input rows");
    }
    FloatTensors.read(gradient, dy);
    accumulate();
    INDArray inputGradient = inputGradientRows.rows(rows);
    if (wanted) {
      FloatTensors.writeRows(inputGradients(), rows, inputGradient);
    }
    return inputGradient;
  }

  /** ∂loss/∂W and ∂loss/∂b, each number summed in the order of the rows. */
  private void accumulate() {
    float[][] dw = new float[outputs][inputs];
    float[] db = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      for (int row = 0; row < rows; row++) {
        float g = dy[row * outputs + output];
        db[output] += g;
        add(g, x[row], dw[output]);
      }
    }
    weight.accumulate(dw);
    bias.accumulate(db);
  }

  /** ∂loss/∂x, each number summed in the order of the outputs. */
  private float[][] inputGradients() {
    float[][] dx = new float[rows][inputs];
    for (int row = 0; row < rows; row++) {
      for (int output = 0; output < outputs; output++) {
        add(dy[row * outputs + output], w[output], dx[row]);
      }
    }
    return dx;
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

  /** From the start of both arrays: only so does Java 17 compute several numbers at once. */
  private static void add(float factor, float[] from, float[] to) {
    if (factor == 0) {
      return; // half of the gradients behind a ReLU
    }
    for (int index = 0; index < to.length; index++) {
      to[index] += factor * from[index];
    }
  }
}
