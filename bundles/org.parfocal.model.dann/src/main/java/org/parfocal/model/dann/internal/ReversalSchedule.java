package org.parfocal.model.dann.internal;

/**
 * How strongly the domain term's gradient is reversed at a point of the training: λ(p) = λmax·(2/(1
 * + e^(−γ·p)) − 1) (Ganin et al. 2016), which lets the domain classifier learn before it is fought;
 * or λmax throughout.
 *
 * @param largest λmax, from 0
 * @param gamma γ, above 0; of no account if constant
 * @param constant whether λ is λmax throughout
 */
record ReversalSchedule(double largest, double gamma, boolean constant) {
  /**
   * λ.
   *
   * @param progress p, share of the training that is done, 0 to 1
   */
  double at(double progress) {
    return constant ? largest : largest * (2 / (1 + Math.exp(-gamma * progress)) - 1);
  }
}
