package org.parfocal.model.dann.internal;

/** How strongly the domain's gradient is reversed at the share p of a training. */
enum ReversalSchedule {
  /**
   * λmax·(2/(1 + e^(−γ·p)) − 1) (Ganin et al. 2016): the discriminator learns before it is fought.
   */
  GANIN,
  /** λmax throughout. */
  CONSTANT;

  double lambda(double progress, double largest, double gamma) {
    return this == CONSTANT ? largest : largest * (2 / (1 + Math.exp(-gamma * progress)) - 1);
  }
}
