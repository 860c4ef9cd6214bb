package org.parfocal.nn;

/** How much each class counts in a loss; the option {@code class-weights} of models. */
public enum ClassWeighting {
  /** Every row counts the same. */
  NONE,
  /** Every class counts the same; see {@link ClassWeights#balanced}. */
  BALANCED;

  /**
   * The weight of each class.
   *
   * @param labels class index of each training row
   */
  public double[] weights(int[] labels, int classes) {
    return this == BALANCED ? ClassWeights.balanced(labels, classes) : ClassWeights.equal(classes);
  }
}
