package org.parfocal.model.dsml.internal;

/** Tensors are float, sums are double. */
final class Floats {
  private Floats() {}

  static float[] of(double[] values) {
    float[] floats = new float[values.length];
    for (int index = 0; index < values.length; index++) {
      floats[index] = (float) values[index];
    }
    return floats;
  }

  static double[] widened(float[] values) {
    double[] doubles = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      doubles[index] = values[index];
    }
    return doubles;
  }
}
