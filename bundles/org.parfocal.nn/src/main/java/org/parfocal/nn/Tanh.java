package org.parfocal.nn;

/** The hyperbolic tangent of each number. */
public final class Tanh extends Elementwise {
  public Tanh() {
    this(false);
  }

  /**
   * Makes a layer.
   *
   * @param inPlace whether outputs replace the inputs in their memory, and gradients likewise
   */
  public Tanh(boolean inPlace) {
    super(inPlace);
  }

  @Override
  void apply(float[] values, int size) {
    for (int index = 0; index < size; index++) {
      values[index] = (float) Math.tanh(values[index]);
    }
  }

  @Override
  void chain(float[] gradients, float[] outputs, int size) {
    for (int index = 0; index < size; index++) {
      gradients[index] *= 1 - outputs[index] * outputs[index];
    }
  }
}
