package org.parfocal.model.dann.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.CrossEntropy;
import org.parfocal.learning.Inference;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.learning.Softmax;
import org.parfocal.learning.Update;

/**
 * CE(y, C(r)) + CE(d, D(GRL_λ(r))), where r is the embedding or a learned linear map of it, C a
 * linear head and D the {@linkplain Adversary domain classifier} (Ganin et al. 2016).
 *
 * <p>The terms are those that C and D descend. Everything before the reversal, that is the map and
 * the backbone, receives the gradient of the first minus λ times the gradient of the second, so it
 * does not descend the sum that is logged. D may learn faster than the rest, so that what is
 * reversed is the slope of what can be told and not of an outrun classifier. With λ = 0 and no map
 * this is the baseline, bit for bit.
 */
final class DomainAdversarialClassifier implements Objective {
  private static final String CLASSIFIER = "classifier";
  private static final String PROJECTION = "projection";

  private final DannSettings settings;
  private final @Nullable LinearHead projection;
  private final LinearHead head;
  private final CrossEntropy crossEntropy;
  private final Softmax softmax;
  private final Adversary adversary;
  private final HeldOutDomains heldOut;

  /**
   * Makes a classifier.
   *
   * @param classWeights one for each class
   * @param seed of C, as the baseline uses it; the other parts have their own from it
   */
  DomainAdversarialClassifier(
      DannSettings settings, Domains domains, int embeddingSize, double[] classWeights, long seed) {
    SplittableRandom seeds = new SplittableRandom(~seed);
    int length = settings.projection() == 0 ? embeddingSize : settings.projection();
    this.settings = settings;
    this.head = new LinearHead(length, classWeights.length, seed);
    this.adversary = new Adversary(domains, length, settings.hidden(), seeds.nextLong());
    this.projection =
        settings.projection() == 0 ? null : new LinearHead(embeddingSize, length, seeds.nextLong());
    this.crossEntropy = new CrossEntropy(classWeights);
    this.softmax = new Softmax(classWeights.length);
    this.heldOut = new HeldOutDomains(domains, seeds.nextLong());
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    INDArray representation = representation(embeddings);
    CrossEntropy.Result result =
        crossEntropy.evaluate(head.forward(representation), batch.labels());
    INDArray gradient = head.backward(result.gradient());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", result.value());
    if (settings.l2() > 0) {
      terms.put("l2", head.penalise(settings.l2()));
    }
    Adversary.Term domain = adversary.evaluate(batch.samples(), representation);
    terms.put("domain", domain.value());
    INDArray reversed = adversary.reverse(gradient, settings.schedule().at(progress));
    return new Loss(
        terms, projection == null ? reversed : projection.backward(reversed), counts(domain));
  }

  @Override
  public void step(Update update) {
    head.step(update);
    adversary.step(update.times(settings.domainRate()));
    if (projection != null) {
      projection.step(update);
    }
  }

  /** By C alone: the domains of these samples are neither known nor asked for. */
  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    INDArray representation = representation(embeddings);
    return new Inference(
        softmax.of(head.forward(representation)), projection == null ? null : representation);
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    return heldOut.observe(adversary, validation, representation(embeddings));
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    float[] weights = head.weights(label);
    if (projection == null) {
      return Optional.of(weights);
    }
    float[] gradient = new float[Math.toIntExact(embedding.size(1))];
    for (int k = 0; k < weights.length; k++) {
      float[] row = projection.weights(k);
      for (int index = 0; index < gradient.length; index++) {
        gradient[index] += weights[k] * row[index];
      }
    }
    return Optional.of(gradient);
  }

  @Override
  public Map<String, INDArray> tensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>(head.tensors(CLASSIFIER));
    tensors.putAll(adversary.tensors());
    if (projection != null) {
      tensors.putAll(projection.tensors(PROJECTION));
    }
    return tensors;
  }

  @Override
  public Map<String, INDArray> gradients() {
    Map<String, INDArray> gradients = new LinkedHashMap<>(head.gradients(CLASSIFIER));
    gradients.putAll(adversary.gradients());
    if (projection != null) {
      gradients.putAll(projection.gradients(PROJECTION));
    }
    return gradients;
  }

  @Override
  public void close() {
    head.close();
    crossEntropy.close();
    softmax.close();
    adversary.close();
    if (projection != null) {
      projection.close();
    }
  }

  private INDArray representation(INDArray embeddings) {
    return projection == null ? embeddings : projection.forward(embeddings);
  }

  private static Map<String, Long> counts(Adversary.Term domain) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("domain-correct", (long) domain.correct());
    counts.put("domain-rows", (long) domain.rows());
    return counts;
  }
}
