package org.parfocal.model.smse.internal;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.Optimiser;
import org.parfocal.learning.Update;

/**
 * PReLU (He et al. 2015): x where x is above 0, else a·x, with one learned a that starts at 0.25,
 * as torch has it.
 */
final class ParametricRelu implements AutoCloseable {
  private static final float START = 0.25f;

  private final INDArray slope = Nd4j.createFromArray(START);
  private final INDArray gradient = Nd4j.create(DataType.FLOAT, 1);
  private final Optimiser optimiser = new Optimiser(1);

  /** The outputs. */
  float[] forward(float[] inputs, int length) {
    float a = slope();
    float[] outputs = new float[length];
    for (int index = 0; index < length; index++) {
      outputs[index] = factor(inputs[index], a) * inputs[index];
    }
    return outputs;
  }

  /**
   * Computes the gradients; that of the slope replaces the one before.
   *
   * @param inputs of the outputs
   * @param outputGradient ∂loss/∂outputs, replaced by ∂loss/∂inputs
   */
  void backward(float[] inputs, float[] outputGradient) {
    double sum = 0;
    for (int index = 0; index < outputGradient.length; index++) {
      if (!(inputs[index] > 0)) {
        sum += (double) outputGradient[index] * inputs[index];
      }
    }
    FloatTensors.write(new float[] {(float) sum}, gradient);
    chain(inputs, outputGradient);
  }

  /** Replaces ∂loss/∂outputs by ∂loss/∂inputs. */
  void chain(float[] inputs, float[] outputGradient) {
    float a = slope();
    for (int index = 0; index < outputGradient.length; index++) {
      outputGradient[index] *= factor(inputs[index], a);
    }
  }

  void step(Update update) {
    optimiser.step(slope, gradient, update);
  }

  /** The learned slope; a view. */
  INDArray tensor() {
    return slope;
  }

  /** Its gradient; a view. */
  INDArray gradient() {
    return gradient;
  }

  @Override
  public void close() {
    slope.close();
    gradient.close();
    optimiser.close();
  }

  private float slope() {
    return FloatTensors.read(slope)[0];
  }

  private static float factor(float input, float a) {
    return input > 0 ? 1 : a;
  }
}
