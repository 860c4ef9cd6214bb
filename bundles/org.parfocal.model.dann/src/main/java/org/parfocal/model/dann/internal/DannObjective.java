package org.parfocal.model.dann.internal;

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
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/**
 * CE(y, C(r)) + CE(d, D(GRL_λ(r))), where r is the embedding or a learned linear map of it, C a
 * linear head and D the {@linkplain DomainDiscriminator domain discriminator} (Ganin et al. 2016).
 *
 * <p>The terms are those that C and D descend. Everything before the reversal, that is the map and
 * the backbone, receives the gradient of the first minus λ times the gradient of the second, so it
 * does not descend the sum that is logged. With λ = 0 and no map this is the baseline, bit for bit.
 */
final class DannObjective implements Objective {
  private final DannModel.Options options;
  private final Sequential projection;
  private final Linear classifier;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final DomainDiscriminator discriminator;
  private final long probeSeed;

  /**
   * Makes an objective.
   *
   * @param classWeights one for each class
   * @param seed of C, as the baseline uses it; the other parts have their own from it
   */
  DannObjective(
      DannModel.Options options,
      Domains domains,
      int embeddingSize,
      double[] classWeights,
      long seed) {
    SplittableRandom seeds = new SplittableRandom(~seed);
    int length = options.projection() == 0 ? embeddingSize : options.projection();
    this.options = options;
    classifier = new Linear(length, classWeights.length, seed);
    discriminator =
        new DomainDiscriminator(
            domains, length, options.hidden(), options.domain_rate(), seeds.nextLong());
    projection =
        options.projection() == 0
            ? new Sequential()
            : new Sequential(
                Map.of("projection", new Linear(embeddingSize, length, seeds.nextLong())));
    crossEntropy = new CrossEntropyLoss(classWeights);
    probeSeed = seeds.nextLong();
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("classifier", classifier);
    parts.put("domain", discriminator);
    parts.putAll(projection.children());
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
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
    if (options.l2() > 0) {
      terms.put("l2", classifier.weight().penalize(options.l2()));
    }
    double lambda = options.schedule().lambda(progress, options.lambda_max(), options.gamma());
    Loss domain = discriminator.evaluate(batch.samples(), representation, gradient, lambda);
    terms.putAll(domain.terms());
    return new Loss(
        terms, projection.backward(domain.gradient(), batch.backboneLearns()), domain.counts());
  }

  /** By C alone: the domains of these samples are neither known nor asked for. */
  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray representation = projection.forward(embeddings);
    return new Inference(
        softmax.forward(classifier.forward(representation)),
        options.projection() == 0 ? null : representation);
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    return discriminator.observe(validation, projection.forward(embeddings), probeSeed);
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(new Sequential(projection, classifier).inputGradient(embedding, label));
  }
}
