package org.parfocal.nn;

/**
 * One step of an optimizer.
 *
 * @param optimizer the same at every step of a training
 * @param learningRate 0 or more
 * @param gradientScale what the gradients are multiplied by first: what clipping by their global
 *     norm leaves of them, 1 without clipping
 */
public record OptimizerStep(Optimizer optimizer, double learningRate, double gradientScale) {
  /** Without clipping. */
  public OptimizerStep(Optimizer optimizer, double learningRate) {
    this(optimizer, learningRate, 1);
  }

  /** A step of Adam with its usual constants, without weight decay and clipping. */
  public static OptimizerStep adam(double learningRate) {
    return new OptimizerStep(new Adam(), learningRate);
  }

  /** The same step with a multiple of the learning rate, for parts that learn faster or slower. */
  public OptimizerStep times(double factor) {
    return new OptimizerStep(optimizer, learningRate * factor, gradientScale);
  }
}
