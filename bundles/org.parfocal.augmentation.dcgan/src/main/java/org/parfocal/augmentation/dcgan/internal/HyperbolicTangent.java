package org.parfocal.augmentation.dcgan.internal;

/** Brings pixel values between −1 and 1. */
final class HyperbolicTangent implements Layer {
  private float[] outputs = {};

  @Override
  public float[] forward(float[] values, Pass pass) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.tanh(values[i]);
    }
    outputs = values;
    return values;
  }

  @Override
  public float[] backward(float[] slope) {
    for (int i = 0; i < slope.length; i++) {
      slope[i] *= 1 - outputs[i] * outputs[i];
    }
    return slope;
  }
}
