package org.parfocal.learning;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Steps by ND4J's operations, wherever the vectors lie. Overwrites the gradients. */
final class TensorArithmetic implements Optimiser.Arithmetic {
  @Override
  public void step(
      INDArray parameters, INDArray gradients, INDArray[] moments, Coefficients numbers) {
    stepVectors(
        parameters.reshape(parameters.length()),
        gradients.reshape(gradients.length()),
        moments,
        numbers);
  }

  private static void stepVectors(
      INDArray parameters, INDArray gradients, INDArray[] moments, Coefficients numbers) {
    if (numbers.gradientScale() != 1) {
      gradients.muli(numbers.gradientScale());
    }
    if (numbers.coupledDecay() != 0) {
      addTimes(gradients, numbers.coupledDecay(), parameters);
    }
    if (numbers.kept() != 1) {
      parameters.muli(numbers.kept());
    }
    if (moments.length == 1) {
      accelerate(gradients, moments[0], numbers);
    } else if (moments.length == 2) {
      normalise(gradients, moments[0], moments[1], numbers);
    }
    parameters.subi(gradients.muli(numbers.rate()));
  }

  /** Replaces the gradient by the direction of SGD with momentum. */
  private static void accelerate(INDArray gradients, INDArray velocity, Coefficients numbers) {
    velocity.muli(numbers.momentum()).addi(gradients);
    if (numbers.rule().nesterov()) {
      addTimes(gradients, numbers.momentum(), velocity);
    } else {
      gradients.assign(velocity);
    }
  }

  /** Replaces the gradient by the direction of Adam. */
  private static void normalise(
      INDArray gradients, INDArray mean, INDArray square, Coefficients numbers) {
    addTimes(mean.muli(Coefficients.BETA_1), Coefficients.REST_1, gradients);
    gradients.muli(gradients).muli(Coefficients.REST_2);
    square.muli(Coefficients.BETA_2).addi(gradients);
    gradients.assign(square);
    Transforms.sqrt(gradients, false).muli(numbers.rootFactor()).addi(Coefficients.EPSILON);
    gradients.rdivi(mean);
  }

  private static void addTimes(INDArray sum, float factor, INDArray other) {
    try (INDArray multiple = other.mul(factor)) {
      sum.addi(multiple);
    }
  }
}
