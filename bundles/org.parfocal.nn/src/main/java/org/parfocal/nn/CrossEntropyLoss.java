package org.parfocal.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross-entropy of softmax(logits) against class labels: (1/n) Σ_i w_{y_i} · (−log p_{i,y_i}), over
 * the n rows that have a label. The sum is divided by their number, not by the sum of the weights,
 * so that the mean over batches of one size is the value over all of their rows.
 */
public final class CrossEntropyLoss implements Module {
  private final double[] weights;
  private final RowBuffer gradientRows;

  /** Every class weighs 1. */
  public CrossEntropyLoss(int classes) {
    this(ClassWeights.equal(classes));
  }

  /**
   * Weighs the classes.
   *
   * @param classWeights w, one for each class
   */
  public CrossEntropyLoss(double[] classWeights) {
    weights = classWeights.clone();
    gradientRows = new RowBuffer(weights.length);
  }

  /**
   * Computes value and gradient.
   *
   * @param logits {@code [n, classes]}; not changed
   * @param labels class index of each row; below 0 for a row that is left out
   * @return the mean and its gradient; 0 if no row has a label
   */
  public ValueAndGradient evaluate(INDArray logits, int[] labels) {
    int classes = weights.length;
    float[] values = FloatTensors.read(logits);
    if (values.length != labels.length * classes) {
      throw new IllegalArgumentException(
          values.length + " logits for " + labels.length + " labels of " + classes + " classes");
    }
    double[] logarithms = LogSoftmax.rows(values, classes);
    int labelled = 0;
    for (int label : labels) {
      labelled += label >= 0 ? 1 : 0;
    }
    double value = 0;
    for (int i = 0; i < labels.length; i++) {
      int row = i * classes;
      if (labels[i] < 0) {
        Arrays.fill(values, row, row + classes, 0);
        continue;
      }
      double weight = weights[labels[i]] / labelled;
      value -= weight * logarithms[row + labels[i]];
      for (int k = 0; k < classes; k++) {
        double target = k == labels[i] ? 1 : 0;
        values[row + k] = (float) (weight * (Math.exp(logarithms[row + k]) - target));
      }
    }
    return new ValueAndGradient(value, gradientRows.rows(labels.length, values));
  }

  @Override
  public void close() {
    gradientRows.close();
  }
}
