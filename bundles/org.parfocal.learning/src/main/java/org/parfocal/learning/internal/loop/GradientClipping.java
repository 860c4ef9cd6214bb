package org.parfocal.learning.internal.loop;

/**
 * Clips gradients by their global norm (Pascanu et al. 2013), as torch's {@code clip_grad_norm_}
 * does, and remembers how much of it there was.
 */
final class GradientClipping {
  /** As in torch. */
  private static final double MARGIN = 1e-6;

  private final double most;
  private double norms;
  private int steps;
  private int clipped;

  /**
   * Begins an epoch.
   *
   * @param most the norm that is left; 0 for no clipping
   */
  GradientClipping(double most) {
    this.most = most;
  }

  boolean on() {
    return most > 0;
  }

  /** What gradients of this norm are to be multiplied by. */
  double scale(double norm) {
    double scale = Math.min(1, most / (norm + MARGIN));
    norms += norm;
    steps++;
    clipped += scale < 1 ? 1 : 0;
    return scale;
  }

  /** Mean of the norms before clipping. */
  double meanNorm() {
    return norms / steps;
  }

  /** Share of the steps whose gradients were clipped. */
  double clippedShare() {
    return (double) clipped / steps;
  }
}
