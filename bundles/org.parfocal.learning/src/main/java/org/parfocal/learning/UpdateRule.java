package org.parfocal.learning;

/**
 * How gradients change parameters. Each method is what torch.optim does under its name: with θ a
 * parameter, g its gradient, η the learning rate and λ the weight decay,
 *
 * <ul>
 *   <li>{@link Method#SGD}: g ← g + λθ; v ← μv + g; θ ← θ − ηv, with Nesterov θ ← θ − η(g + μv)
 *       (Sutskever et al. 2013, the learning rate outside the velocity);
 *   <li>{@link Method#ADAM}: g ← g + λθ; m ← β₁m + (1 − β₁)g; s ← β₂s + (1 − β₂)g²; θ ← θ − η·m̂ /
 *       (√ŝ + ε), where m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ) at step t from 1 (Kingma and Ba 2015);
 *   <li>{@link Method#ADAMW}: θ ← (1 − ηλ)θ, then as Adam without λ (Loshchilov and Hutter 2019).
 * </ul>
 *
 * <p>β₁ is 0.9, β₂ 0.999 and ε 1e-8. Weight decay reaches every parameter, biases included.
 *
 * @param momentum μ of SGD, from 0 to below 1; 0 for the other methods
 * @param nesterov whether SGD looks ahead; needs a momentum
 * @param weightDecay λ, 0 or more
 */
public record UpdateRule(Method method, double momentum, boolean nesterov, double weightDecay) {
  /** What is done with the gradients. */
  public enum Method {
    SGD,
    ADAM,
    ADAMW
  }

  public UpdateRule {
    if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0) || weightDecay == 1.0 / 0) {
      throw new IllegalArgumentException(
          "momentum %s, weight decay %s".formatted(momentum, weightDecay));
    }
    if (method != Method.SGD && momentum != 0) {
      throw new IllegalArgumentException("momentum belongs to SGD");
    }
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov needs a momentum");
    }
  }

  /** Adam without weight decay. */
  public static UpdateRule adam() {
    return new UpdateRule(Method.ADAM, 0, false, 0);
  }

  /** How many numbers are kept for each parameter from step to step. */
  int moments() {
    return method == Method.SGD ? (momentum > 0 ? 1 : 0) : 2;
  }
}
