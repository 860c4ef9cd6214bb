package org.parfocal.model.smse.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.Inference;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Softmax;
import org.parfocal.learning.Update;

/**
 * A metric loss on all projected rows plus a classification loss on the anchors': projection →
 * embedding of k dimensions; embedding → PReLU → linear → softmax. An image is judged alone.
 */
final class SmseObjective implements Objective {
  private static final String PROJECTION = "projection";
  private static final String CLASSIFIER = "classifier";
  private static final String SLOPE = "prelu.slope";

  private final int width;
  private final MetricLoss metric;
  private final double metricWeight;
  private final ClassificationLoss classification;
  private final LinearHead projection;
  private final ParametricRelu activation;
  private final LinearHead classifier;
  private final Softmax softmax;
  private final RowBuffer activatedRows;
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
    projection = new LinearHead(inputs, width, seeds.nextLong());
    activation = new ParametricRelu();
    classifier = new LinearHead(width, classes, seeds.nextLong());
    softmax = new Softmax(classes);
    activatedRows = new RowBuffer(width);
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
    float[] logits = logits(inputs, anchors);
    double value = classification.evaluate(logits, anchorLabels);
    float[] slopes = FloatTensors.read(classifier.backward(logitGradients.rows(anchors, logits)));
    activation.backward(inputs, slopes);
    for (int anchor = 0; anchor < anchors; anchor++) {
      for (int k = 0; k < width; k++) {
        gradient[anchor * group * width + k] += slopes[anchor * width + k];
      }
    }
    return value;
  }

  private float[] logits(float[] inputs, int count) {
    float[] activated = activation.forward(inputs, count * width);
    return FloatTensors.read(classifier.forward(activatedRows.rows(count, activated)));
  }

  @Override
  public void step(Update update) {
    projection.step(update);
    activation.step(update);
    classifier.step(update);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray projected = projection.forward(embeddings);
    float[] rows = FloatTensors.read(projected);
    float[] activated = activation.forward(rows, rows.length);
    INDArray logits = classifier.forward(activatedRows.rows(samples.size(), activated));
    return new Inference(softmax.of(logits), projected);
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    float[] rows = FloatTensors.read(projection.forward(embeddings));
    return Separation.of(validation, rows, width).numbers();
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    float[] projected = FloatTensors.read(projection.forward(embedding));
    float[] weights = FloatTensors.read(tensor(CLASSIFIER + ".weight"));
    float[] slopes = Arrays.copyOfRange(weights, label * width, (label + 1) * width);
    activation.chain(projected, slopes);
    float[] map = FloatTensors.read(tensor(PROJECTION + ".weight"));
    int inputs = map.length / width;
    float[] gradient = new float[inputs];
    for (int k = 0; k < width; k++) {
      for (int input = 0; input < inputs; input++) {
        gradient[input] += slopes[k] * map[k * inputs + input];
      }
    }
    return Optional.of(gradient);
  }

  @Override
  public Map<String, INDArray> tensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>(projection.tensors(PROJECTION));
    tensors.put(SLOPE, activation.tensor());
    tensors.putAll(classifier.tensors(CLASSIFIER));
    return tensors;
  }

  @Override
  public Map<String, INDArray> gradients() {
    Map<String, INDArray> all = new LinkedHashMap<>(projection.gradients(PROJECTION));
    all.put(SLOPE, activation.gradient());
    all.putAll(classifier.gradients(CLASSIFIER));
    return all;
  }

  private INDArray tensor(String name) {
    return Objects.requireNonNull(tensors().get(name), name);
  }

  @Override
  public void close() {
    projection.close();
    activation.close();
    classifier.close();
    softmax.close();
    activatedRows.close();
    logitGradients.close();
    gradients.close();
  }
}
