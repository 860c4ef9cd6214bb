package org.parfocal.augmentation.dcgan.internal;

/**
 * Constants of Adam.
 *
 * @param learningRate length of a step
 * @param beta1 how much of the mean slope is kept
 * @param beta2 how much of the mean square is kept
 * @param epsilon keeps steps finite
 */
record AdamConstants(double learningRate, double beta1, double beta2, double epsilon) {
  /** Radford et al. 2015: β₁ is 0.5, since 0.9 made adversarial training oscillate. */
  static AdamConstants radford(double learningRate) {
    return new AdamConstants(learningRate, 0.5, 0.999, 1e-8);
  }
}
