package org.parfocal.plan;

/** Activation functions whose derivative can be had from their result. */
public enum ActivationFunction {
  /** max(0, x). */
  RELU,
  /** min(max(0, x), 6). */
  RELU6,
  /** x where it is above 0, and a multiple of it elsewhere. */
  LEAKY_RELU,
  /** Hyperbolic tangent. */
  TANH
}
