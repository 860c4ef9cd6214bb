package org.parfocal.learning.internal.loop;

/** How the learning rate changes over a training. */
public enum Schedule {
  /** It does not. */
  CONSTANT {
    @Override
    double factor(double progress, double steps) {
      return 1;
    }
  },
  /** From 1 to 0 along half a cosine (Loshchilov and Hutter 2017, without restarts). */
  COSINE {
    @Override
    double factor(double progress, double steps) {
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  },
  /** (1 + 10p)^−0.75 at the share p of the training (Ganin et al. 2016, section 5.2.2). */
  DANN {
    @Override
    double factor(double progress, double steps) {
      return Math.pow(1 + 10 * progress, -0.75);
    }
  },
  /** A tenth of what it was, at every step. */
  STEP {
    @Override
    double factor(double progress, double steps) {
      // The start of an epoch must not fall before itself by rounding.
      return Math.pow(0.1, Math.floor(progress * steps + 1e-9));
    }
  };

  /**
   * Factor of the first learning rate.
   *
   * @param progress 0 to 1
   * @param steps how many steps the whole training has
   */
  abstract double factor(double progress, double steps);
}
