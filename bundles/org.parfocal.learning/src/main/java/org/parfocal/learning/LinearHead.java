package org.parfocal.learning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trainable linear map y = x·Wᵀ + b with its gradients and its own optimiser. W is {@code
 * [outputs, inputs]}, as torch has it. Used by one thread.
 */
public final class LinearHead implements AutoCloseable {
  private final int inputs;
  private final int outputs;
  private final INDArray weight;
  private final INDArray bias;
  private final INDArray weightGradient;
  private final INDArray biasGradient;
  private final Optimiser weightOptimiser;
  private final Optimiser biasOptimiser;
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
   * Makes a head with weights and biases drawn evenly from ±1/√inputs.
   *
   * @param seed decides the initial values
   */
  public LinearHead(int inputs, int outputs, long seed) {
    this.inputs = inputs;
    this.outputs = outputs;
    w = new float[Math.multiplyExact(inputs, outputs)];
    dw = new float[w.length];
    b = new float[outputs];
    weight = Nd4j.create(DataType.FLOAT, new long[] {outputs, inputs}, 'c');
    bias = Nd4j.create(DataType.FLOAT, new long[] {outputs}, 'c');
    weightGradient = Nd4j.create(DataType.FLOAT, new long[] {outputs, inputs}, 'c');
    biasGradient = Nd4j.create(DataType.FLOAT, new long[] {outputs}, 'c');
    weightOptimiser = new Optimiser(w.length);
    biasOptimiser = new Optimiser(outputs);
    outputRows = new RowBuffer(outputs);
    inputGradientRows = new RowBuffer(inputs);
    SplittableRandom random = new SplittableRandom(seed);
    double bound = 1 / Math.sqrt(inputs);
    fill(w, random, bound);
    fill(b, random, bound);
    FloatTensors.write(w, weight);
    FloatTensors.write(b, bias);
  }

  /**
   * Computes the outputs.
   *
   * @param input {@code [n, inputs]}; not changed; its values are remembered for {@link #backward}
   * @return {@code [n, outputs]}, valid until the next call
   */
  public INDArray forward(INDArray input) {
    rows = Math.toIntExact(input.size(0));
    if (x.length < rows * inputs) {
      x = new float[Math.multiplyExact(rows, inputs)];
      dx = new float[x.length];
      y = new float[Math.multiplyExact(rows, outputs)];
      dy = new float[y.length];
    }
    FloatTensors.read(input, x);
    FloatTensors.read(weight, w);
    FloatTensors.read(bias, b);
    for (int row = 0; row < rows; row++) {
      for (int output = 0; output < outputs; output++) {
        y[row * outputs + output] =
            (float) (b[output] + dot(x, row * inputs, w, output * inputs, inputs));
      }
    }
    return outputRows.rows(rows, y);
  }

  /**
   * Computes the gradients for the rows of the last {@link #forward}; those of the parameters
   * replace the ones before.
   *
   * @param gradient ∂loss/∂outputs, {@code [n, outputs]}
   * @return ∂loss/∂inputs, {@code [n, inputs]}, valid until the next call
   */
  public INDArray backward(INDArray gradient) {
    if (gradient.size(0) != rows) {
      throw new IllegalArgumentException(
          gradient.size(0) + " gradient rows for " + rows + " input rows");
    }
    FloatTensors.read(gradient, dy);
    Arrays.fill(dw, 0);
    Arrays.fill(dx, 0, rows * inputs, 0);
    float[] db = new float[outputs];
    for (int row = 0; row < rows; row++) {
      for (int output = 0; output < outputs; output++) {
        float slope = dy[row * outputs + output];
        db[output] += slope;
        add(slope, x, row * inputs, dw, output * inputs, inputs);
        add(slope, w, output * inputs, dx, row * inputs, inputs);
      }
    }
    FloatTensors.write(dw, weightGradient);
    FloatTensors.write(db, biasGradient);
    return inputGradientRows.rows(rows, dx);
  }

  /**
   * Adds the gradient of ½·λ·‖W‖² to that of the last {@link #backward}. The bias is not penalised.
   *
   * @return ½·λ·‖W‖² for the weights of the last {@link #forward}
   */
  public double penalise(double lambda) {
    double squares = 0;
    for (int index = 0; index < w.length; index++) {
      squares += (double) w[index] * w[index];
      dw[index] += (float) (lambda * w[index]);
    }
    FloatTensors.write(dw, weightGradient);
    return 0.5 * lambda * squares;
  }

  /** The weights of one output: ∂y/∂x. A copy. */
  public float[] weights(int output) {
    FloatTensors.read(weight, w);
    return Arrays.copyOfRange(w, output * inputs, (output + 1) * inputs);
  }

  /** The sum of the squares of the last gradients. */
  public double squaredGradientNorm() {
    return SquaredNorm.of(weightGradient) + SquaredNorm.of(biasGradient);
  }

  /** Changes weights and biases by one step along the last gradients, which it may overwrite. */
  public void step(Update update) {
    weightOptimiser.step(weight, weightGradient, update);
    biasOptimiser.step(bias, biasGradient, update);
  }

  /** The parameters, as {@code name.weight} and {@code name.bias}; views. */
  public Map<String, INDArray> tensors(String name) {
    return named(name, weight, bias);
  }

  /** Their gradients under the same names; views. */
  public Map<String, INDArray> gradients(String name) {
    return named(name, weightGradient, biasGradient);
  }

  @Override
  public void close() {
    weight.close();
    bias.close();
    weightGradient.close();
    biasGradient.close();
    weightOptimiser.close();
    biasOptimiser.close();
    outputRows.close();
    inputGradientRows.close();
  }

  private static Map<String, INDArray> named(String name, INDArray weight, INDArray bias) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(name + ".weight", weight);
    tensors.put(name + ".bias", bias);
    return tensors;
  }

  private static void fill(float[] values, SplittableRandom random, double bound) {
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) random.nextDouble(-bound, bound);
    }
  }

  /** Four sums side by side: one sum would wait for each addition before the next. */
  private static double dot(float[] a, int fromA, float[] b, int fromB, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int index = 0;
    for (; index + 3 < length; index += 4) {
      sum0 += (double) a[fromA + index] * b[fromB + index];
      sum1 += (double) a[fromA + index + 1] * b[fromB + index + 1];
      sum2 += (double) a[fromA + index + 2] * b[fromB + index + 2];
      sum3 += (double) a[fromA + index + 3] * b[fromB + index + 3];
    }
    for (; index < length; index++) {
      sum0 += (double) a[fromA + index] * b[fromB + index];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  private static void add(float factor, float[] from, int start, float[] to, int at, int length) {
    for (int index = 0; index < length; index++) {
      to[at + index] += factor * from[start + index];
    }
  }
}
