package org.parfocal.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary cross-entropy of σ(logits) against targets from 0 to 1: (1/n) Σ_i −t_i·log σ(x_i) − (1 −
 * t_i)·log(1 − σ(x_i)); never overflows.
 */
public final class BCEWithLogitsLoss implements Module {
  private final RowBuffer gradients = new RowBuffer();

  /**
   * Computes value and gradient.
   *
   * @param logits of any shape; not changed
   * @param targets one for each logit, row-major
   */
  public ValueAndGradient evaluate(INDArray logits, float[] targets) {
    float[] x = FloatTensors.read(logits);
    if (targets.length != x.length) {
      throw new IllegalArgumentException(targets.length + " targets for " + x.length + " logits");
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double z = x[i];
      sum += Math.max(z, 0) - z * targets[i] + Math.log1p(Math.exp(-Math.abs(z)));
      x[i] = (float) ((sigmoid(z) - targets[i]) / x.length);
    }
    return new ValueAndGradient(sum / x.length, gradients.shapedLike(logits, x));
  }

  /** The same with one target for all logits. */
  public ValueAndGradient evaluate(INDArray logits, float target) {
    float[] targets = new float[Math.toIntExact(logits.length())];
    Arrays.fill(targets, target);
    return evaluate(logits, targets);
  }

  /** σ(x) = 1/(1 + e^(−x)): the probability that a logit speaks of. */
  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public void close() {
    gradients.close();
  }
}
