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
import org.parfocal.nn.Layer;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.PReLU;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

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
  private final Sequential classifier;
  private final Softmax softmax = new Softmax();
  private final RowBuffer anchorRows;
  private final RowBuffer gradientRows;

  /**
   * Makes an objective.
   *
   * @param inputs length of the backbone's embedding
   * @param facts what the training samples decide
   */
  SmseObjective(SmseModel.Options options, TrainingFacts facts, int inputs, long seed) {
    ClassificationForm form = options.classification_loss();
    double[] weights = facts.weights();
    width = options.embedding_size();
    metric = facts.form().loss(options.margin());
    metricWeight = options.metric_weight();
    classification =
        new ClassificationLoss(
            form, form.alpha(options.alpha()), form.gamma(options.gamma()), weights);
    SplittableRandom seeds = new SplittableRandom(seed);
    projection = new Linear(inputs, width, seeds.nextLong());
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("prelu", new PReLU());
    layers.put("classifier", new Linear(width, weights.length, seeds.nextLong()));
    classifier = new Sequential(layers);
    anchorRows = new RowBuffer(width);
    gradientRows = new RowBuffer(width);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("projection", projection);
    parts.putAll(classifier.children());
    parts.put("classification-loss", classification);
    parts.put("softmax", softmax);
    parts.put("anchor-rows", anchorRows);
    parts.put("gradient-rows", gradientRows);
    return parts;
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
    INDArray inputs =
        projection.backward(gradientRows.rows(labels.length, gradient), batch.backboneLearns());
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
    INDArray logits = classifier.forward(anchorRows.rows(anchors, inputs));
    ValueAndGradient loss = classification.evaluate(logits, anchorLabels);
    float[] back = FloatTensors.read(classifier.backward(loss.gradient()));
    for (int index = 0; index < back.length; index++) {
      gradient[index / width * group * width + index % width] += back[index];
    }
    return loss.value();
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray projected = projection.forward(embeddings);
    return new Inference(softmax.forward(classifier.forward(projected)), projected);
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    float[] rows = FloatTensors.read(projection.forward(embeddings));
    return Separation.of(validation, rows, width).numbers();
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(new Sequential(projection, classifier).inputGradient(embedding, label));
  }
}
