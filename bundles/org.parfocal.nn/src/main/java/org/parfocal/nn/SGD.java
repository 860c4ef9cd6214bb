package org.parfocal.nn;

/**
 * Stochastic gradient descent: with θ a parameter, g its gradient, η the learning rate and λ the
 * weight decay, g ← g + λθ; v ← μv + g; θ ← θ − ηv, with Nesterov θ ← θ − η(g + μv) (Sutskever et
 * al. 2013, the learning rate outside the velocity).
 *
 * @param momentum μ, from 0 to below 1
 * @param nesterov whether to look ahead; needs a momentum
 * @param weightDecay λ, 0 or more
 */
public record SGD(double momentum, boolean nesterov, double weightDecay) implements Optimizer {
  public SGD {
    if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "momentum %s, weight decay %s".formatted(momentum, weightDecay));
    }
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov needs a momentum");
    }
  }

  /** Without momentum and weight decay. */
  public SGD() {
    this(0, false, 0);
  }
}
