package org.parfocal.nn;

/**
 * Adam (Kingma and Ba 2015): with θ a parameter, g its gradient, η the learning rate and λ the
 * weight decay, g ← g + λθ; m ← β₁m + (1 − β₁)g; s ← β₂s + (1 − β₂)g²; θ ← θ − η·m̂ / (√ŝ + ε),
 * where m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ) at step t from 1.
 *
 * @param beta1 β₁, from 0 to below 1: how much of the mean gradient is kept
 * @param beta2 β₂, from 0 to below 1: how much of the mean square is kept
 * @param epsilon ε, above 0
 * @param weightDecay λ, 0 or more
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  public Adam {
    AdamStep.require(beta1, beta2, epsilon, weightDecay);
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public Adam(double weightDecay) {
    this(0.9, 0.999, 1e-8, weightDecay);
  }

  /** The same without weight decay. */
  public Adam() {
    this(0);
  }
}
