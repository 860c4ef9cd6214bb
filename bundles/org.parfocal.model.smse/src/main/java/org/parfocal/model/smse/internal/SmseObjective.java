package org.parfocal.model.smse.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.PReLU;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.Softmax;

/**
 * A metric loss on all projected rows plus a classification loss on the anchors': projection →
 * embedding of k dimensions; embedding → PReLU → linear → softmax. An image is judged alone.
 */
final class SmseObjective implements Objective {
  private final int width;
  private final MetricLoss metric;
  private final double metricWeight;
  private final ClassificationLoss classification;
  private final Linear projection;
  private final PReLU activation;
  private final Linear classifier;
  private final Softmax softmax;
  private final RowBuffer anchorRows;
  private final RowBuffer logitGradients;
  private final RowBuffer gradients;

  /**
   * Makes an objective.
   *
   * @param inputs length of the backbone's embedding
   * @param width k, length of the projected one
   */
  SmseObjective(
      int inputs,
      int width,
      int classes,
      MetricLoss metric,
      double metricWeight,
      ClassificationLoss classification,
      long seed) {
    this.width = width;
    this.metric = metric;
    this.metricWeight = metricWeight;
    this.classification = classification;
    SplittableRandom seeds = new SplittableRandom(seed);
    projection = new Linear(inputs, width, seeds.nextLong());
    activation = new PReLU();
    classifier = new Linear(width, classes, seeds.nextLong());
    softmax = new Softmax();
    anchorRows = new RowBuffer(width);
    logitGradients = new RowBuffer(classes);
    gradients = new RowBuffer(width);
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    float[] rows = FloatTensors.read(projection.forward(embeddings));
    int[] labels = batch.labels();
    double[] gradient = new double[rows.length];
    MetricLoss.Value value = metric.evaluate(rows, width, labels, metricWeight, gradient);
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("metric", value.loss());
    terms.put("classification", classify(rows, labels, gradient));
    float[] slopes = new float[gradient.length];
    for (int index = 0; index < slopes.length; index++) {
      slopes[index] = (float) gradient[index];
    }
    INDArray inputs = projection.backward(gradients.rows(labels.length, slopes));
    return new Loss(terms, inputs, value.counts());
  }

  /** Value of the classification loss of the anchors; its gradient is added. */
  private double classify(float[] rows, int[] labels, double[] gradient) {
    int group = metric.groupSize();
    int anchors = labels.length / group;
    float[] inputs = new float[anchors * width];
    int[] anchorLabels = new int[anchors];
    for (int anchor = 0; anchor < anchors; anchor++) {
      System.arraycopy(rows, anchor * group * width, inputs, anchor * width, width);
      anchorLabels[anchor] = labels[anchor * group];
    }
    INDArray activated = activation.forward(anchorRows.rows(anchors, inputs));
    float[] logits = FloatTensors.read(classifier.forward(activated));
    double value = classification.evaluate(logits, anchorLabels);
    INDArray back = classifier.backward(logitGradients.rows(anchors, logits));
    float[] slopes = FloatTensors.read(activation.backward(back));
    for (int anchor = 0; anchor < anchors; anchor++) {
      for (int k = 0; k < width; k++) {
        gradient[anchor * group * width + k] += slopes[anchor * width + k];
      }
    }
    return value;
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray projected = projection.forward(embeddings);
    INDArray logits = classifier.forward(activation.forward(projected));
    return new Inference(softmax.forward(logits), projected);
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    float[] rows = FloatTensors.read(projection.forward(embeddings));
    return Separation.of(validation, rows, width).numbers();
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(
        new Sequential(projection, activation, classifier).inputGradient(embedding, label));
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("projection", projection);
    parts.put("prelu", activation);
    parts.put("classifier", classifier);
    parts.put("softmax", softmax);
    return parts;
  }

  @Override
  public void close() {
    Objective.super.close();
    anchorRows.close();
    logitGradients.close();
    gradients.close();
  }
}
