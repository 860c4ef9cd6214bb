package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step of {@link SGD}.
 *
 * @param scale factor of the gradients
 * @param decay what of a parameter is added to its gradient
 */
record SgdStep(float scale, float decay, float momentum, boolean nesterov, float rate)
    implements VectorStep {
  static SgdStep of(SGD sgd, OptimizerStep step) {
    return new SgdStep(
        (float) step.gradientScale(),
        (float) sgd.weightDecay(),
        (float) sgd.momentum(),
        sgd.nesterov(),
        (float) step.learningRate());
  }

  @Override
  public void change(float[] p, float[] g, float[] v, float[] none, int size) {
    if (momentum == 0) {
      for (int i = 0; i < size; i++) {
        p[i] -= rate * (scale * g[i] + decay * p[i]);
      }
    } else if (nesterov) {
      for (int i = 0; i < size; i++) {
        float gradient = scale * g[i] + decay * p[i];
        float velocity = momentum * v[i] + gradient;
        v[i] = velocity;
        p[i] -= rate * (gradient + momentum * velocity);
      }
    } else {
      for (int i = 0; i < size; i++) {
        float velocity = momentum * v[i] + (scale * g[i] + decay * p[i]);
        v[i] = velocity;
        p[i] -= rate * velocity;
      }
    }
  }

  @Override
  public void change(INDArray parameters, INDArray gradients, INDArray[] moments) {
    VectorStep.scale(gradients, scale, decay, parameters);
    if (momentum != 0) {
      INDArray velocity = moments[0];
      velocity.muli(momentum).addi(gradients);
      if (nesterov) {
        VectorStep.addTimes(gradients, momentum, velocity);
      } else {
        gradients.assign(velocity);
      }
    }
    parameters.subi(gradients.muli(rate));
  }
}
