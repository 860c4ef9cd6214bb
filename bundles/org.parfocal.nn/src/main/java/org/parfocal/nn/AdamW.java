package org.parfocal.nn;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): θ ← (1 − ηλ)θ, then as {@link
 * Adam} without λ.
 *
 * @param beta1 β₁, from 0 to below 1: how much of the mean gradient is kept
 * @param beta2 β₂, from 0 to below 1: how much of the mean square is kept
 * @param epsilon ε, above 0
 * @param weightDecay λ, 0 or more
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  public AdamW {
    AdamStep.require(beta1, beta2, epsilon, weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public AdamW(double weightDecay) {
    this(0.9, 0.999, 1e-8, weightDecay);
  }
}
