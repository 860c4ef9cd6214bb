package org.parfocal.learning.internal;

/** How the learning rate changes over a training. */
enum Schedule {
  /** It does not. */
  CONSTANT {
    @Override
    double factor(double progress) {
      return 1;
    }
  },
  /** From 1 to 0 along half a cosine (Loshchilov and Hutter 2017, without restarts). */
  COSINE {
    @Override
    double factor(double progress) {
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  };

  /**
   * Factor of the first learning rate.
   *
   * @param progress 0 to 1
   */
  abstract double factor(double progress);
}
