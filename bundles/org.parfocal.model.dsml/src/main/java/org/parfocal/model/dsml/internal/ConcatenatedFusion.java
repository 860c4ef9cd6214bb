package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.Map;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.LogSoftmax;
import org.parfocal.nn.Parameter;
import org.parfocal.nn.RowBuffer;

/** p_fused = softmax((W·[h_1 … h_M] + b)/T). */
final class ConcatenatedFusion implements Fusion {
  private final int classes;
  private final double temperature;
  private final Linear head;
  private final RowBuffer input;
  private final RowBuffer logitSlopes;

  ConcatenatedFusion(int magnifications, int width, int classes, double temperature, long seed) {
    int length = Math.multiplyExact(magnifications, width);
    this.classes = classes;
    this.temperature = temperature;
    this.head = new Linear(length, classes, seed);
    this.input = new RowBuffer(length);
    this.logitSlopes = new RowBuffer(classes);
  }

  @Override
  public double evaluate(PyramidRows rows, int[] labels, double weight, Slopes slopes) {
    double[] logarithms = logarithms(rows.groups(), rows.representations());
    float[] logits = new float[logarithms.length];
    double value = 0;
    for (int group = 0; group < rows.groups(); group++) {
      value -= weight / rows.groups() * logarithms[group * classes + labels[group]];
      for (int k = 0; k < classes; k++) {
        double target = k == labels[group] ? 1 : 0;
        double slope = Math.exp(logarithms[group * classes + k]) - target;
        logits[group * classes + k] = (float) (weight / rows.groups() * slope / temperature);
      }
    }
    // The rows of a pyramid lie one after another, so the concatenation is the same memory.
    float[] back = FloatTensors.read(head.backward(logitSlopes.rows(rows.groups(), logits)));
    for (int index = 0; index < back.length; index++) {
      slopes.representations()[index] += back[index];
    }
    return value;
  }

  @Override
  public double[] fuse(List<View> views) {
    int width = views.get(0).representation().length;
    double[] whole = new double[views.size() * width];
    for (int m = 0; m < views.size(); m++) {
      System.arraycopy(views.get(m).representation(), 0, whole, m * width, width);
    }
    double[] probabilities = logarithms(1, whole);
    for (int k = 0; k < classes; k++) {
      probabilities[k] = Math.exp(probabilities[k]);
    }
    return probabilities;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return head.ownParameters();
  }

  @Override
  public void close() {
    head.close();
    input.close();
    logitSlopes.close();
  }

  private double[] logarithms(int groups, double[] representations) {
    float[] logits =
        FloatTensors.read(head.forward(input.rows(groups, Floats.of(representations))));
    return LogSoftmax.rows(Floats.widened(logits), classes, temperature);
  }
}
