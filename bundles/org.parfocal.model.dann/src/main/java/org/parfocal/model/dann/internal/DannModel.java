package org.parfocal.model.dann.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.DomainStrategy;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeighting;

/**
 * Domain-adversarial training of neural networks (Ganin et al. 2016) with the magnification as the
 * domain: the domain-general arm of Ezuma and Medaiyese 2026 (arXiv 2604.25817), re-implemented
 * from the abstract, which says no more than gradient reversal. All groups of a draw are taken
 * apart: each image is one row.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.dann",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "dann")
@Designate(ocd = DannModel.Options.class, factory = true)
public final class DannModel extends DomainStrategy {
  @ObjectClassDefinition(
      name = "DANN",
      description =
          "Cross-entropy on a linear head, and gradient reversal against a classifier of the"
              + " domain (Ganin et al. 2016), so that the embedding does not reveal the magnification")
  @interface Options {
    @AttributeDefinition(
        description =
            "Field that the embedding should not reveal: magnification, slide, patient, or else the"
                + " name of an attribute of the data set, for example institute. The domains are its"
                + " values among the training images, of which there must be two or more; images without"
                + " one take no part in the domain term")
    String domain() default "magnification";

    @AttributeDefinition(
        min = "0",
        description =
            "λmax: how strongly the domain's gradient is reversed at the end; 0 for the baseline")
    double lambda_max() default 1;

    @AttributeDefinition(
        description =
            "ganin: λ(p) = λmax·(2/(1 + e^(−γ·p)) − 1) at the share p of the training; constant:"
                + " λmax from the first step")
    ReversalSchedule schedule() default ReversalSchedule.GANIN;

    @AttributeDefinition(description = "γ of the schedule ganin: how soon λ comes near λmax")
    @Limits(above = 0)
    double gamma() default 10;

    @AttributeDefinition(
        min = "0",
        max = "4096",
        description =
            "Units of each hidden layer of the domain classifier, one or two layers; 0 for a linear"
                + " one")
    @Limits(minItems = 1, maxItems = 2)
    int[] hidden() default {64};

    @AttributeDefinition(
        description =
            "Learning rate of the domain classifier over that of everything else. If it is"
                + " too small, the embedding changes faster than the domain classifier can follow,"
                + " and little of the domain is removed")
    @Limits(above = 0)
    double domain_rate() default 10;

    @AttributeDefinition(
        min = "0",
        max = "4096",
        description =
            "Length of the output of a learned linear map between backbone and heads, which is then"
                + " the embedding that is stored; 0 for none. A frozen backbone needs one: without it"
                + " nothing before the reversal could learn")
    int projection() default 0;

    @AttributeDefinition(
        description =
            "none: every image counts the same; balanced: every class counts the same, by its share"
                + " of the training images")
    ClassWeighting class_weights() default ClassWeighting.NONE;

    @AttributeDefinition(
        min = "0",
        description =
            "λ of the penalty ½·λ·‖W‖² on the class head's weights (not its bias), as the model"
                + " baseline has it")
    double l2() default 0;
  }

  /**
   * Makes the strategy.
   *
   * @throws ConfigurationException if an option is wrong, or reversal could have no effect
   */
  @Activate
  public DannModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    super(
        options.domain(),
        options.class_weights(),
        backbones,
        training,
        (domains, embeddingSize, classWeights, seed) ->
            new DannObjective(options, domains, embeddingSize, classWeights, seed));
    if (backbones.frozen() && options.projection() == 0 && options.lambda_max() > 0) {
      throw new ConfigurationException(
          "Gradient reversal has no effect on a frozen backbone without a learned map: set"
              + " model.projection to its length, for example 64, or let the backbone learn.");
    }
  }

  @Override
  protected void withoutDomain(String images, JobContext job) {
    job.warn(images + " and took no part in the domain term.");
  }
}
