package org.parfocal.nn;

/** max(0, x) of each number. */
public final class ReLU extends Elementwise {
  public ReLU() {
    this(false);
  }

  /**
   * Makes a layer.
   *
   * @param inPlace whether outputs replace the inputs in their memory, and gradients likewise
   */
  public ReLU(boolean inPlace) {
    super(inPlace);
  }

  @Override
  void apply(float[] values, int size) {
    for (int index = 0; index < size; index++) {
      values[index] = Math.max(0, values[index]);
    }
  }

  @Override
  void chain(float[] gradients, float[] outputs, int size) {
    for (int index = 0; index < size; index++) {
      gradients[index] = outputs[index] > 0 ? gradients[index] : 0;
    }
  }
}
