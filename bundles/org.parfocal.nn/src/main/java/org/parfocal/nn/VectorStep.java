package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One step of an optimizer, with the numbers worked out that are the same for all parameters. */
interface VectorStep {
  /**
   * Works the numbers out.
   *
   * @param count of the step, from 1
   */
  static VectorStep of(OptimizerStep step, int count) {
    Optimizer optimizer = step.optimizer();
    if (optimizer instanceof SGD sgd) {
      return SgdStep.of(sgd, step);
    }
    if (optimizer instanceof Adam adam) {
      return AdamStep.of(adam, step, count);
    }
    return AdamStep.of((AdamW) optimizer, step, count);
  }

  /** How many numbers an optimizer keeps for each parameter from step to step. */
  static int moments(Optimizer optimizer) {
    return optimizer instanceof SGD sgd ? (sgd.momentum() > 0 ? 1 : 0) : 2;
  }

  /**
   * Changes a piece of the parameters, and of their moments.
   *
   * @param p parameters
   * @param g gradients; not changed
   * @param first the velocity of SGD, or Adam's mean
   * @param second Adam's mean square
   * @param size how many numbers of each
   */
  void change(float[] p, float[] g, float[] first, float[] second, int size);

  /**
   * Changes parameters and moments by ND4J's operations, wherever they lie. Overwrites the
   * gradients.
   *
   * @param moments vectors, as many as {@link #moments} says
   */
  void change(INDArray parameters, INDArray gradients, INDArray[] moments);

  /** Scales gradients and adds the decay to them. */
  static void scale(INDArray gradients, float factor, float decay, INDArray parameters) {
    if (factor != 1) {
      gradients.muli(factor);
    }
    if (decay != 0) {
      addTimes(gradients, decay, parameters);
    }
  }

  /** sum ← sum + factor·other. */
  static void addTimes(INDArray sum, float factor, INDArray other) {
    try (INDArray multiple = other.mul(factor)) {
      sum.addi(multiple);
    }
  }
}
