package org.parfocal.model.dann.internal;

/** How strongly the domain term's gradient is reversed over a training. */
enum ReversalSchedule {
  /**
   * λ(p) = λmax·(2/(1 + e^(−γ·p)) − 1) (Ganin et al. 2016), which lets the domain discriminator
   * learn before it is fought.
   */
  GANIN {
    @Override
    double lambda(double progress, double largest, double gamma) {
      return largest * (2 / (1 + Math.exp(-gamma * progress)) - 1);
    }
  },
  /** λmax throughout; γ plays no part. */
  CONSTANT {
    @Override
    double lambda(double progress, double largest, double gamma) {
      return largest;
    }
  };

  /**
   * λ at a point of the training.
   *
   * @param progress p, share of the training that is done, 0 to 1
   * @param largest λmax, from 0
   * @param gamma γ, above 0
   */
  abstract double lambda(double progress, double largest, double gamma);
}
