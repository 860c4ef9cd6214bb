package org.parfocal.model.smse.internal;

import java.util.Arrays;

/**
 * Mean over the rows of w_y·f(p_y), with p = softmax(logits), f the {@link ClassificationForm} and
 * w the product of its factor and the class weights β.
 */
final class ClassificationLoss {
  private final ClassificationForm form;
  private final double gamma;
  private final double[] weights;

  /**
   * Makes a loss.
   *
   * @param classWeights β, one for each class
   */
  ClassificationLoss(ClassificationForm form, double alpha, double gamma, double[] classWeights) {
    this.form = form;
    this.gamma = gamma;
    this.weights = new double[classWeights.length];
    Arrays.setAll(weights, label -> form.factor(label, alpha) * classWeights[label]);
  }

  /**
   * Computes value and gradient.
   *
   * @param logits row-major, replaced by ∂value/∂logits
   * @param labels class index of each row
   * @return the mean
   */
  double evaluate(float[] logits, int[] labels) {
    int classes = weights.length;
    double[] logarithms = new double[classes];
    double value = 0;
    for (int row = 0; row < labels.length; row++) {
      int start = row * classes;
      int label = labels[row];
      logarithms(logits, start, logarithms);
      double weight = weights[label] / labels.length;
      value += weight * form.value(logarithms[label], gamma);
      double slope = weight * form.slope(logarithms[label], gamma);
      for (int k = 0; k < classes; k++) {
        // ∂log p_y/∂z_k = [k = y] − p_k
        double target = k == label ? -Math.expm1(logarithms[k]) : -Math.exp(logarithms[k]);
        logits[start + k] = (float) (slope * target);
      }
    }
    return value;
  }

  /** log softmax of one row; never overflows. */
  private static void logarithms(float[] logits, int start, double[] target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < target.length; k++) {
      largest = Math.max(largest, logits[start + k]);
    }
    double sum = 0;
    for (int k = 0; k < target.length; k++) {
      sum += Math.exp(logits[start + k] - largest);
    }
    double normaliser = largest + Math.log(sum);
    for (int k = 0; k < target.length; k++) {
      target[k] = logits[start + k] - normaliser;
    }
  }
}
