package org.parfocal.model.smse.internal;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeights;

/**
 * SMSE (Sun et al. 2022, arXiv 2107.01063), re-implemented from the abstract and probable reference
 * code: images of different magnifications are trained on together, in pairs or triplets whose
 * distances enter a metric loss, beside a reinforced focal loss on the anchors.
 *
 * <p>The embedding whose distances count is an own linear projection of the backbone's, so that the
 * method works with a frozen backbone too. Decided image by image; nothing is retrieved.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.smse",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "smse")
@Designate(ocd = SmseModel.Options.class, factory = true)
public final class SmseModel implements ModelStrategy {
  private final Options options;
  private final BackboneProvider backbones;
  private final Training training;

  /** How classes weigh. */
  enum Weighting {
    /** As the classification loss is defined. */
    AUTO,
    /** By one over their training images. */
    TRAINING_SHARE,
    /** The same. */
    NONE;

    /** Whether classes weigh by their share of the training images. */
    boolean byShare(ClassificationForm form) {
      return this == AUTO ? form.reinforced() : this == TRAINING_SHARE;
    }
  }

  @ObjectClassDefinition(
      name = "SMSE",
      description = "Pair or triplet loss on an embedding, and reinforced focal loss")
  @interface Options {
    @AttributeDefinition(
        description = "The metric loss: auto takes the one for what the augmentation draws")
    MetricForm loss() default MetricForm.AUTO;

    @AttributeDefinition(
        min = "1",
        max = "4096",
        description = "Dimensions of the learned embedding in which distances are taken")
    int embedding_size() default 12;

    @AttributeDefinition(
        description =
            "Margin. Pairs: the distance beyond which images of two classes are no longer pushed"
                + " apart; triplets: how much larger the squared distance to the other class must be than"
                + " that to the anchor's own")
    @Limits(above = 0)
    double margin() default 1;

    @AttributeDefinition(
        min = "0",
        description = "Weight of the metric loss beside the classification loss, which weighs 1")
    double metric_weight() default 1;

    @AttributeDefinition(
        description =
            "Loss of the anchor's class, p being its probability: cross-entropy: -log p; focal:"
                + " -alpha_t (1-p)^gamma log p, alpha_t being alpha, and 1-alpha for the first class;"
                + " reinforced-focal-l1: beta alpha (1-p)^gamma; reinforced-focal-log: -beta alpha"
                + " (1-p)^gamma log p; beta being the class weight")
    ClassificationForm classification_loss() default ClassificationForm.REINFORCED_FOCAL_L1;

    @AttributeDefinition(
        min = "-1",
        description =
            "Alpha of the classification loss; below 0: its own, 0.25 for focal and 2 for both"
                + " reinforced forms; cross-entropy has none")
    double alpha() default -1;

    @AttributeDefinition(
        min = "-1",
        description =
            "Gamma of the classification loss; below 0: its own, 2 for focal and 1.5 for both"
                + " reinforced forms; cross-entropy has none")
    double gamma() default -1;

    @AttributeDefinition(
        description =
            "training-share: a class weighs by one over its training images, all classes together"
                + " 1 (for two classes the share of the other); none: each class weighs 1; auto:"
                + " training-share for the reinforced forms, none for the others")
    Weighting class_weights() default Weighting.AUTO;
  }

  @Activate
  public SmseModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    options.classification_loss().alpha(options.alpha());
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
    MetricForm form = options.loss().of(samples.groupSize());
    BatchCheck.check(samples, form, job);
    int[] labels = samples.samples().stream().mapToInt(Sample::label).toArray();
    double[] weights =
        options.class_weights().byShare(options.classification_loss())
            ? ClassWeights.byShare(labels, samples.classes())
            : ClassWeights.equal(samples.classes());
    return training.fit(
        backbones, objectives(TrainingFacts.of(form, weights)), samples, validation, job);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones, facts -> objectives(TrainingFacts.parse(facts, classes)), directory, classes);
  }

  private ObjectiveFactory objectives(TrainingFacts facts) {
    return ObjectiveFactory.of(
        facts.facts(),
        (embeddingSize, classes, seed) -> new SmseObjective(options, facts, embeddingSize, seed));
  }
}
