package org.parfocal.model.smse.internal;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.LogSoftmax;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.ValueAndGradient;

/**
 * Mean over the rows of w_y·f(p_y), with p = softmax(logits), f the {@link ClassificationForm} and
 * w the product of its factor and the class weights β.
 */
final class ClassificationLoss implements Module {
  private final ClassificationForm form;
  private final double gamma;
  private final double[] weights;
  private final RowBuffer gradientRows;

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
    this.gradientRows = new RowBuffer(weights.length);
  }

  /**
   * Computes value and gradient.
   *
   * @param logits {@code [n, classes]}; not changed
   * @param labels class index of each row
   */
  ValueAndGradient evaluate(INDArray logits, int[] labels) {
    int classes = weights.length;
    double[] logP = LogSoftmax.rows(FloatTensors.read(logits), classes);
    double[] gradient = new double[logP.length];
    double value = 0;
    for (int row = 0; row < labels.length; row++) {
      int own = row * classes + labels[row];
      double weight = weights[labels[row]] / labels.length;
      value += weight * form.value(logP[own], gamma);
      double outer = weight * form.gradient(logP[own], gamma);
      for (int z = row * classes; z < (row + 1) * classes; z++) {
        // ∂log p_y/∂z_k = [k = y] − p_k
        gradient[z] = outer * (z == own ? -Math.expm1(logP[z]) : -Math.exp(logP[z]));
      }
    }
    return new ValueAndGradient(value, gradientRows.rows(labels.length, gradient));
  }

  @Override
  public Map<String, Module> children() {
    return Map.of("gradient-rows", gradientRows);
  }
}
