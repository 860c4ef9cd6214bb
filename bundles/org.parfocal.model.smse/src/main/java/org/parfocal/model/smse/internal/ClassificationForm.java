package org.parfocal.model.smse.internal;

import org.parfocal.api.ConfigurationException;

/**
 * How a sample's classification loss depends on p, the probability of its class. α and the class
 * weight are factors outside.
 */
enum ClassificationForm {
  /** −log p. */
  CROSS_ENTROPY(1, 0) {
    @Override
    double value(double logP, double gamma) {
      return -logP;
    }

    @Override
    double gradient(double logP, double gamma) {
      return -1;
    }
  },
  /**
   * −(1−p)^γ·log p (Lin et al. 2017), with α_t as its factor: α for every class but the first, 1−α
   * for the first.
   */
  FOCAL(0.25, 2) {
    @Override
    double value(double logP, double gamma) {
      return -Math.pow(rest(logP), gamma) * logP;
    }

    @Override
    double gradient(double logP, double gamma) {
      double rest = rest(logP);
      if (rest == 0) {
        return gamma == 0 ? -1 : 0;
      }
      return gamma * Math.exp(logP) * Math.pow(rest, gamma - 1) * logP - Math.pow(rest, gamma);
    }
  },
  /**
   * (1−p)^γ, with β·α as its factor: the probable reference code's reinforced focal loss. It
   * charges hard samples more than cross-entropy does, beside easy ones, but is flat near p = 0:
   * the gradient is largest for middling samples.
   */
  REINFORCED_FOCAL_L1(2, 1.5) {
    @Override
    double value(double logP, double gamma) {
      return Math.pow(rest(logP), gamma);
    }

    @Override
    double gradient(double logP, double gamma) {
      double rest = rest(logP);
      return rest == 0 ? 0 : -gamma * Math.exp(logP) * Math.pow(rest, gamma - 1);
    }
  },
  /** −(1−p)^γ·log p, with β·α as its factor: what the paper may mean instead. */
  REINFORCED_FOCAL_LOG(2, 1.5) {
    @Override
    double value(double logP, double gamma) {
      return FOCAL.value(logP, gamma);
    }

    @Override
    double gradient(double logP, double gamma) {
      return FOCAL.gradient(logP, gamma);
    }
  };

  private final double alpha;
  private final double gamma;

  ClassificationForm(double alpha, double gamma) {
    this.alpha = alpha;
    this.gamma = gamma;
  }

  /**
   * The α that is asked for.
   *
   * @param asked below 0 for the usual one
   * @throws ConfigurationException if this loss has no such α
   */
  double alpha(double asked) {
    if (this == FOCAL && asked > 1) {
      throw new ConfigurationException(
          "model.alpha must be from 0 to 1 for the focal loss, it is " + asked + ".");
    }
    return asked < 0 ? alpha : asked;
  }

  /** The γ that is asked for; the usual one if that is below 0. */
  double gamma(double asked) {
    return asked < 0 ? gamma : asked;
  }

  /** Whether class weights are part of the definition. */
  boolean reinforced() {
    return this == REINFORCED_FOCAL_L1 || this == REINFORCED_FOCAL_LOG;
  }

  /** Factor of a class beside its class weight. */
  double factor(int label, double chosenAlpha) {
    return switch (this) {
      case CROSS_ENTROPY -> 1;
      case FOCAL -> label == 0 ? 1 - chosenAlpha : chosenAlpha;
      case REINFORCED_FOCAL_L1, REINFORCED_FOCAL_LOG -> chosenAlpha;
    };
  }

  /** The loss as a function of log p. */
  abstract double value(double logP, double gamma);

  /** ∂value/∂log p. */
  abstract double gradient(double logP, double gamma);

  /** 1−p, exact where p is near 1. */
  private static double rest(double logP) {
    return -Math.expm1(logP);
  }
}
