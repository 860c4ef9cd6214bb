package org.parfocal.nn;

/** x of each number where it is above 0, else a·x; NaN stays NaN. */
public final class LeakyReLU extends Elementwise {
  private final float negativeSlope;

  /**
   * Makes a layer.
   *
   * @param negativeSlope a, from 0 to below 1
   */
  public LeakyReLU(double negativeSlope) {
    this(negativeSlope, false);
  }

  /**
   * Makes a layer.
   *
   * @param negativeSlope a, from 0 to below 1
   * @param inPlace whether outputs replace the inputs in their memory, and gradients likewise
   */
  public LeakyReLU(double negativeSlope, boolean inPlace) {
    super(inPlace);
    this.negativeSlope = (float) negativeSlope;
  }

  @Override
  void apply(float[] values, int size) {
    for (int index = 0; index < size; index++) {
      values[index] = Math.max(values[index], negativeSlope * values[index]);
    }
  }

  @Override
  void chain(float[] gradients, float[] outputs, int size) {
    for (int index = 0; index < size; index++) {
      gradients[index] *= outputs[index] > 0 ? 1 : negativeSlope;
    }
  }
}
