package org.parfocal.learning;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.nn.ClassWeighting;
import org.parfocal.nn.ClassWeights;

/**
 * A model strategy whose objective knows the domain of each training image: what is left to a
 * method is its options, its objective, and what becomes of images without a domain.
 */
public abstract class DomainStrategy implements ModelStrategy {
  private final SampleField field;
  private final ClassWeighting classWeights;
  private final BackboneProvider backbones;
  private final Training training;
  private final Objectives objectives;

  /** Makes an objective once the domains and the sizes are known. */
  @FunctionalInterface
  public interface Objectives {
    /**
     * Makes the objective.
     *
     * @param embeddingSize length of an embedding
     * @param classWeights one for each class
     * @param seed of the initial parameters
     */
    Objective create(Domains domains, int embeddingSize, double[] classWeights, long seed);
  }

  /**
   * Makes the strategy.
   *
   * @param domain name of the field whose values are the domains
   * @throws ConfigurationException if it is blank
   */
  protected DomainStrategy(
      String domain,
      ClassWeighting classWeights,
      BackboneProvider backbones,
      Training training,
      Objectives objectives) {
    if (domain.isBlank()) {
      throw new ConfigurationException(
          "model.domain is empty; it must be magnification, slide, patient or an attribute's name.");
    }
    this.field = new SampleField(domain);
    this.classWeights = classWeights;
    this.backbones = backbones;
    this.training = training;
    this.objectives = objectives;
  }

  /**
   * Warns of training images without a domain, or refuses them.
   *
   * @param images begins a sentence: how many of how many have none
   */
  protected abstract void withoutDomain(String images, JobContext job);

  @Override
  public final void check() {
    training.check(backbones);
  }

  @Override
  public final TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    Domains domains = Domains.of(field, samples.samples());
    long without =
        IntStream.of(domains.labels(samples.samples())).filter(label -> label < 0).count();
    if (without > 0) {
      withoutDomain(
          "%d of %d training images have no %s".formatted(without, samples.samples().size(), field),
          job);
    }
    int[] labels = samples.samples().stream().mapToInt(Sample::label).toArray();
    double[] weights = classWeights.weights(labels, samples.classes());
    return training.fit(backbones, factory(domains, weights), samples, validation, job);
  }

  @Override
  public final TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones,
        facts -> factory(Domains.of(facts), ClassWeights.equal(classes)),
        directory,
        classes);
  }

  private ObjectiveFactory factory(Domains domains, double[] weights) {
    return ObjectiveFactory.of(
        domains.facts(),
        (embeddingSize, classes, seed) -> objectives.create(domains, embeddingSize, weights, seed));
  }
}
