package org.parfocal.learning;

/**
 * One step of an optimiser.
 *
 * @param rule the same at every step of a training
 * @param learningRate 0 or more
 * @param gradientScale what the gradients are multiplied by first: what clipping by their global
 *     norm leaves of them, 1 without clipping
 */
public record Update(UpdateRule rule, double learningRate, double gradientScale) {
  /** A step of Adam, without weight decay and clipping. */
  public static Update adam(double learningRate) {
    return new Update(UpdateRule.adam(), learningRate, 1);
  }

  /** The same step with a multiple of the learning rate, for parts that learn faster or slower. */
  public Update times(double factor) {
    return new Update(rule, learningRate * factor, gradientScale);
  }
}
