package org.parfocal.model.domains.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
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
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/**
 * CE(y, C(r)) + weight · mean over pairs a, b of ‖Σ_a − Σ_b‖²_F / (4d²), where r is the embedding
 * or a learned linear map of it, d its length, C a linear head and Σ_a the covariance of r over the
 * batch's rows of domain a (Deep CORAL, Sun and Saenko 2016; the mean over pairs as in DomainBed).
 * With weight 0 and no map this is the baseline, bit for bit.
 */
final class CoralObjective implements Objective {
  private final double weight;
  private final boolean mapped;
  private final Domains domains;
  private final Sequential projection;
  private final Linear classifier;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final RowBuffer gradientRows;

  /**
   * Makes an objective.
   *
   * @param map length of the learned map's output; 0 for no map
   * @param classWeights one for each class
   * @param seed of C, as the baseline uses it; the map has its own from it
   */
  CoralObjective(
      double weight,
      int map,
      Domains domains,
      int embeddingSize,
      double[] classWeights,
      long seed) {
    int length = map == 0 ? embeddingSize : map;
    long own = new SplittableRandom(~seed).nextLong();
    this.weight = weight;
    this.mapped = map > 0;
    this.domains = domains;
    projection =
        mapped
            ? new Sequential(Map.of("projection", new Linear(embeddingSize, length, own)))
            : new Sequential();
    classifier = new Linear(length, classWeights.length, seed);
    crossEntropy = new CrossEntropyLoss(classWeights);
    gradientRows = new RowBuffer(length);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("classifier", classifier);
    parts.putAll(projection.children());
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
    parts.put("gradients", gradientRows);
    return parts;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    INDArray representation = projection.forward(embeddings);
    ValueAndGradient label =
        crossEntropy.evaluate(classifier.forward(representation), batch.labels());
    INDArray gradient = classifier.backward(label.gradient());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", label.value());
    if (weight > 0) {
      float[] sum = FloatTensors.read(gradient);
      int[] rows = domains.labels(batch.samples());
      terms.put("coral", addCoral(FloatTensors.read(representation), rows, sum));
      gradient = gradientRows.rows(rows.length, sum);
    }
    return new Loss(terms, projection.backward(gradient, batch.backboneLearns()));
  }

  /**
   * Adds the gradient of the term, and returns the term. A covariance is a sum over rows, so the
   * squared norm of a difference is a sum over pairs of rows of their squared scalar products: n ×
   * n numbers instead of d × d.
   */
  private double addCoral(float[] values, int[] domain, float[] gradient) {
    int rows = domain.length;
    int d = values.length / rows;
    int[] counts = new int[domains.names().size()];
    Arrays.stream(domain).filter(label -> label >= 0).forEach(label -> counts[label]++);
    // One row has no covariance.
    long present = Arrays.stream(counts).filter(count -> count > 1).count();
    if (present < 2) {
      return 0;
    }
    double[] centred = centred(values, domain, counts);
    double factor = weight / (4.0 * d * d) / (present * (present - 1) / 2.0);
    double term = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        if (domain[i] < 0 || domain[j] < 0 || counts[domain[i]] < 2 || counts[domain[j]] < 2) {
          continue;
        }
        double pairs = domain[i] == domain[j] ? present - 1 : -1;
        double share = factor * pairs / (counts[domain[i]] - 1) / (counts[domain[j]] - 1);
        double product = 0;
        for (int k = 0; k < d; k++) {
          product += centred[i * d + k] * centred[j * d + k];
        }
        term += share * product * product;
        for (int k = 0; k < d; k++) {
          gradient[i * d + k] += (float) (4 * share * product * centred[j * d + k]);
        }
      }
    }
    return term;
  }

  /** Each row without the mean of its domain. */
  private static double[] centred(float[] values, int[] domain, int[] counts) {
    int d = values.length / domain.length;
    double[][] means = new double[counts.length][d];
    for (int row = 0; row < domain.length; row++) {
      for (int k = 0; k < d && domain[row] >= 0; k++) {
        means[domain[row]][k] += (double) values[row * d + k] / counts[domain[row]];
      }
    }
    double[] centred = new double[values.length];
    for (int row = 0; row < domain.length; row++) {
      for (int k = 0; k < d && domain[row] >= 0; k++) {
        centred[row * d + k] = values[row * d + k] - means[domain[row]][k];
      }
    }
    return centred;
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray representation = projection.forward(embeddings);
    return new Inference(
        softmax.forward(classifier.forward(representation)), mapped ? representation : null);
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(new Sequential(projection, classifier).inputGradient(embedding, label));
  }
}
