package org.parfocal.nn;

/**
 * How gradients change parameters: the constants of a method that torch.optim has under the same
 * name. The learning rate is not among them: it may change from {@linkplain OptimizerStep step} to
 * step.
 */
public sealed interface Optimizer permits SGD, Adam, AdamW {
  /** λ, 0 or more; it reaches every parameter, biases included. */
  double weightDecay();
}
