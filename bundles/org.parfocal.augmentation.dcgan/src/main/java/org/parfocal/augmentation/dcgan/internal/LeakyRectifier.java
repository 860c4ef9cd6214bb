package org.parfocal.augmentation.dcgan.internal;

/** Multiplies negative values by a small number, or by zero; NaN stays NaN. */
final class LeakyRectifier implements Layer {
  private final float leak;
  private float[] outputs = {};

  /** {@code leak} is less than 1, and 0 for the ordinary rectifier. */
  LeakyRectifier(float leak) {
    this.leak = leak;
  }

  @Override
  public float[] forward(float[] values, Pass pass) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], leak * values[i]);
    }
    outputs = values;
    return values;
  }

  @Override
  public float[] backward(float[] slope) {
    for (int i = 0; i < slope.length; i++) {
      slope[i] *= outputs[i] > 0 ? 1 : leak;
    }
    return slope;
  }
}
