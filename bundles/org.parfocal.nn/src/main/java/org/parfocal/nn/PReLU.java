package org.parfocal.nn;

import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PReLU (He et al. 2015): x where it is above 0, else a·x, with one learned a from 0.25. */
public final class PReLU implements Layer {
  private static final float START = 0.25f;

  private final Parameter weight =
      new Parameter(Initializer.constant(START), new SplittableRandom(0), 1);
  private final RowBuffer outputs = new RowBuffer();
  private final RowBuffer inputGradients = new RowBuffer();
  private float[] inputs = {};

  @Override
  public INDArray forward(INDArray input) {
    inputs = FloatTensors.read(input);
    float a = a();
    float[] values = new float[inputs.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = factor(inputs[index], a) * inputs[index];
    }
    return outputs.shapedLike(input, values);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    float[] g = FloatTensors.read(gradient);
    float a = a();
    double sum = 0;
    for (int index = 0; index < g.length; index++) {
      if (!(inputs[index] > 0)) {
        sum += (double) g[index] * inputs[index];
      }
      g[index] *= factor(inputs[index], a);
    }
    weight.accumulate(new float[] {(float) sum});
    return inputGradients.shapedLike(gradient, g);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public void close() {
    Layer.super.close();
    outputs.close();
    inputGradients.close();
  }

  private float a() {
    return FloatTensors.read(weight.value())[0];
  }

  private static float factor(float input, float a) {
    return input > 0 ? 1 : a;
  }
}
