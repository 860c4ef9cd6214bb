package org.parfocal.model.domains.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/**
 * Σ_g q_g · ℓ_g with ℓ_g the mean cross-entropy of a linear head over the batch's rows of domain g:
 * the domains on which the model is worst count most (Sagawa, Koh, Hashimoto and Liang 2020). In
 * each step q_g becomes q_g · exp(η·ℓ_g), over the sum of all, and a domain without rows in the
 * batch q_g over that sum. Every row has a domain.
 */
final class GroupDroObjective implements Objective {
  private final double rate;
  private final Domains domains;
  private final Linear classifier;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final RowBuffer logitGradients;

  /** q, in the order of the domains. */
  private final INDArray shares;

  private double[] next;

  /**
   * Makes an objective; every domain begins with the same share.
   *
   * @param rate η
   * @param classWeights one for each class
   * @param seed of the head, as the baseline uses it
   */
  GroupDroObjective(
      double rate, Domains domains, int embeddingSize, double[] classWeights, long seed) {
    this.rate = rate;
    this.domains = domains;
    classifier = new Linear(embeddingSize, classWeights.length, seed);
    crossEntropy = new CrossEntropyLoss(classWeights);
    logitGradients = new RowBuffer(classWeights.length);
    int groups = domains.names().size();
    shares = Nd4j.create(DataType.FLOAT, groups).assign(1.0 / groups);
    next = FloatTensors.readDoubles(shares);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("classifier", classifier);
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
    parts.put("logit-gradients", logitGradients);
    return parts;
  }

  @Override
  public Map<String, INDArray> ownBuffers() {
    return Map.of("shares", shares);
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    INDArray logits = classifier.forward(embeddings);
    int[] labels = batch.labels();
    int[] groups = domains.labels(batch.samples());
    double[] q = FloatTensors.readDoubles(shares);
    double[] losses = new double[q.length];
    float[][] gradients = new float[q.length][];
    for (int group = 0; group < q.length; group++) {
      int[] own = labelsOf(group, groups, labels);
      if (Arrays.stream(own).anyMatch(label -> label >= 0)) {
        ValueAndGradient loss = crossEntropy.evaluate(logits, own);
        losses[group] = loss.value();
        gradients[group] = FloatTensors.read(loss.gradient());
        q[group] *= Math.exp(rate * loss.value());
      }
    }
    double sum = DoubleStream.of(q).sum();
    float[] gradient = new float[Math.toIntExact(logits.length())];
    double value = 0;
    for (int group = 0; group < q.length; group++) {
      q[group] /= sum;
      value += q[group] * losses[group];
      for (int index = 0; gradients[group] != null && index < gradient.length; index++) {
        gradient[index] += (float) (q[group] * gradients[group][index]);
      }
    }
    next = q;
    return new Loss(
        Map.of("cross-entropy", value),
        classifier.backward(logitGradients.rows(labels.length, gradient), batch.backboneLearns()));
  }

  /** The labels of a group's rows; −1 for the other rows, which are then left out. */
  private static int[] labelsOf(int group, int[] groups, int[] labels) {
    int[] own = labels.clone();
    for (int row = 0; row < own.length; row++) {
      own[row] = groups[row] == group ? own[row] : -1;
    }
    return own;
  }

  @Override
  public void step(OptimizerStep step) {
    float[] values = new float[next.length];
    for (int group = 0; group < values.length; group++) {
      values[group] = (float) next[group];
    }
    FloatTensors.write(values, shares);
    Objective.super.step(step);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.forward(classifier.forward(embeddings)));
  }

  /** How much each domain counts. */
  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    double[] q = FloatTensors.readDoubles(shares);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int group = 0; group < q.length; group++) {
      numbers.put("domain-share-" + domains.names().get(group), q[group]);
    }
    return numbers;
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(classifier.inputGradient(embedding, label));
  }

  @Override
  public void close() {
    Objective.super.close();
    if (!shares.wasClosed()) {
      shares.close();
    }
  }
}
