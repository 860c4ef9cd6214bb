package org.parfocal.model.domains.internal;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeighting;
import org.parfocal.nn.ClassWeights;

/**
 * Trains an objective that knows the domain of each image.
 *
 * @param field whose values are the domains
 * @param objectives makes the objective
 */
record DomainTraining(
    SampleField field,
    ClassWeighting classWeights,
    BackboneProvider backbones,
    Training training,
    Objectives objectives) {
  /** Makes an objective once the sizes are known. */
  @FunctionalInterface
  interface Objectives {
    Objective create(Domains domains, int embeddingSize, double[] classWeights, long seed);
  }

  /**
   * Makes the training.
   *
   * @param domain name of the field
   * @throws ConfigurationException if it is blank
   */
  static DomainTraining of(
      String domain,
      ClassWeighting classWeights,
      BackboneProvider backbones,
      Training training,
      Objectives objectives) {
    if (domain.isBlank()) {
      throw new ConfigurationException(
          "model.domain is empty; it must be magnification, slide, patient or an attribute's name.");
    }
    return new DomainTraining(
        new SampleField(domain), classWeights, backbones, training, objectives);
  }

  void check() {
    training.check(backbones);
  }

  /** How many training images have no domain. */
  long withoutDomain(TrainingSet samples) {
    int[] labels = domains(samples).labels(samples.samples());
    return IntStream.of(labels).filter(label -> label < 0).count();
  }

  TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    int[] labels = samples.samples().stream().mapToInt(Sample::label).toArray();
    double[] weights = classWeights.weights(labels, samples.classes());
    return training.fit(backbones, factory(domains(samples), weights), samples, validation, job);
  }

  TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones,
        facts -> factory(Domains.of(facts), ClassWeights.equal(classes)),
        directory,
        classes);
  }

  private Domains domains(TrainingSet samples) {
    return Domains.of(field, samples.samples());
  }

  private ObjectiveFactory factory(Domains domains, double[] weights) {
    return ObjectiveFactory.of(
        domains.facts(),
        (embeddingSize, classes, seed) -> objectives.create(domains, embeddingSize, weights, seed));
  }
}
