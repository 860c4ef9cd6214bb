package org.parfocal.model.baseline.internal;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeighting;
import org.parfocal.nn.ClassWeights;

/** Cross-entropy on a linear head: ordinary supervised training, which the others must beat. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.baseline",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "baseline")
@Designate(ocd = BaselineModel.Options.class, factory = true)
public final class BaselineModel implements ModelStrategy {
  private final Options options;
  private final BackboneProvider backbones;
  private final Training training;

  @ObjectClassDefinition(name = "Baseline", description = "Cross-entropy on a linear head")
  @interface Options {
    @AttributeDefinition(
        description =
            "none: every image counts the same; balanced: every class counts the same, by its share"
                + " of the training images")
    ClassWeighting class_weights() default ClassWeighting.NONE;

    @AttributeDefinition(
        min = "0",
        description =
            "λ of the penalty ½·λ·‖W‖² on the head's weights (not its bias), beside the mean loss;"
                + " with two classes λ = 2/(C·n) is logistic regression with the constant C on n"
                + " images")
    double l2() default 0;
  }

  @Activate
  public BaselineModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    this.options = options;
    this.backbones = backbones;
    this.training = training;
  }

  @Override
  public void check() {
    training.check(backbones);
  }

  @Override
  public TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    int[] labels = samples.samples().stream().mapToInt(Sample::label).toArray();
    double[] weights = options.class_weights().weights(labels, samples.classes());
    return training.fit(
        backbones,
        (embeddingSize, classes, seed) ->
            new LinearClassifier(embeddingSize, weights, options.l2(), seed),
        samples,
        validation,
        job);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones,
        facts ->
            (embeddingSize, count, seed) ->
                new LinearClassifier(embeddingSize, ClassWeights.equal(count), options.l2(), seed),
        directory,
        classes);
  }
}
