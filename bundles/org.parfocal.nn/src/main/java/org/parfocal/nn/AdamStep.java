package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A step of {@link Adam} or {@link AdamW}.
 *
 * @param scale factor of the gradients
 * @param coupledDecay what of a parameter is added to its gradient
 * @param kept what of a parameter is kept before the step: less than 1 with decoupled decay
 * @param rest1 1 − β₁, not rounded from the rounded β₁
 * @param rest2 1 − β₂, likewise
 * @param rate the learning rate divided by 1 − β₁ᵗ
 * @param rootFactor 1/√(1 − β₂ᵗ)
 */
record AdamStep(
    float scale,
    float coupledDecay,
    float kept,
    float beta1,
    float rest1,
    float beta2,
    float rest2,
    float epsilon,
    float rate,
    float rootFactor)
    implements VectorStep {
  static AdamStep of(Adam adam, OptimizerStep step, int count) {
    return of(adam, step, count, adam.weightDecay(), 0);
  }

  static AdamStep of(AdamW adam, OptimizerStep step, int count) {
    Adam plain = new Adam(adam.beta1(), adam.beta2(), adam.epsilon(), 0);
    return of(plain, step, count, 0, adam.weightDecay());
  }

  private static AdamStep of(
      Adam adam, OptimizerStep step, int count, double coupledDecay, double decoupledDecay) {
    return new AdamStep(
        (float) step.gradientScale(),
        (float) coupledDecay,
        (float) (1 - step.learningRate() * decoupledDecay),
        (float) adam.beta1(),
        (float) (1 - adam.beta1()),
        (float) adam.beta2(),
        (float) (1 - adam.beta2()),
        (float) adam.epsilon(),
        (float) (step.learningRate() / (1 - Math.pow(adam.beta1(), count))),
        (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), count))));
  }

  /** Refuses constants of which there is no Adam. */
  static void require(double beta1, double beta2, double epsilon, double weightDecay) {
    if (!(beta1 >= 0 && beta1 < 1)
        || !(beta2 >= 0 && beta2 < 1)
        || !(epsilon > 0)
        || !(weightDecay >= 0)
        || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "beta1 %s, beta2 %s, epsilon %s, weight decay %s"
              .formatted(beta1, beta2, epsilon, weightDecay));
    }
  }

  @Override
  public void change(float[] p, float[] g, float[] mean, float[] square, int size) {
    for (int i = 0; i < size; i++) {
      float gradient = scale * g[i] + coupledDecay * p[i];
      float m = beta1 * mean[i] + rest1 * gradient;
      float s = beta2 * square[i] + rest2 * (gradient * gradient);
      mean[i] = m;
      square[i] = s;
      p[i] = kept * p[i] - rate * m / ((float) Math.sqrt(s) * rootFactor + epsilon);
    }
  }

  @Override
  public void change(INDArray parameters, INDArray gradients, INDArray[] moments) {
    VectorStep.scale(gradients, scale, coupledDecay, parameters);
    if (kept != 1) {
      parameters.muli(kept);
    }
    INDArray mean = moments[0];
    INDArray square = moments[1];
    VectorStep.addTimes(mean.muli(beta1), rest1, gradients);
    gradients.muli(gradients).muli(rest2);
    square.muli(beta2).addi(gradients);
    gradients.assign(square);
    Transforms.sqrt(gradients, false).muli(rootFactor).addi(epsilon);
    gradients.rdivi(mean);
    parameters.subi(gradients.muli(rate));
  }
}
