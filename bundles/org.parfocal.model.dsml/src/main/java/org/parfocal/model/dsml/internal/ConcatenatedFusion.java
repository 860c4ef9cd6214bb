package org.parfocal.model.dsml.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.LogSoftmax;
import org.parfocal.nn.Module;
import org.parfocal.nn.Parameter;
import org.parfocal.nn.RowBuffer;

/** p_fused = softmax((W·[h_1 … h_M] + b)/T). */
final class ConcatenatedFusion implements Fusion {
  private final int classes;
  private final double temperature;
  private final Linear classifier;
  private final RowBuffer input;
  private final RowBuffer logitGradients;

  ConcatenatedFusion(int magnifications, int width, int classes, double temperature, long seed) {
    int length = Math.multiplyExact(magnifications, width);
    this.classes = classes;
    this.temperature = temperature;
    this.classifier = new Linear(length, classes, seed);
    this.input = new RowBuffer(length);
    this.logitGradients = new RowBuffer(classes);
  }

  @Override
  public double crossEntropy(PyramidRows rows, double weight, PyramidRows.Gradients gradients) {
    // The rows of a pyramid lie one after another, so the concatenation is the same memory.
    double[] logP = logP(rows.groups(), rows.representations());
    double[] logits = new double[logP.length];
    double value = 0;
    for (int group = 0; group < rows.groups(); group++) {
      int label = rows.labels()[group];
      value -= weight * logP[group * classes + label];
      for (int k = 0; k < classes; k++) {
        double target = k == label ? 1 : 0;
        double gradient = Math.exp(logP[group * classes + k]) - target;
        logits[group * classes + k] = weight * gradient / temperature;
      }
    }
    float[] back =
        FloatTensors.read(classifier.backward(logitGradients.rows(rows.groups(), logits)));
    for (int index = 0; index < back.length; index++) {
      gradients.representations()[index] += back[index];
    }
    return value;
  }

  @Override
  public double[] fuse(List<View> views) {
    double[] whole =
        views.stream().flatMapToDouble(view -> Arrays.stream(view.representation())).toArray();
    return Arrays.stream(logP(1, whole)).map(Math::exp).toArray();
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return classifier.ownParameters();
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("input", input);
    parts.put("logit-gradients", logitGradients);
    return parts;
  }

  @Override
  public void close() {
    Fusion.super.close();
    classifier.close();
  }

  private double[] logP(int groups, double[] representations) {
    double[] logits =
        FloatTensors.readDoubles(classifier.forward(input.rows(groups, representations)));
    return LogSoftmax.rows(logits, classes, temperature);
  }
}
