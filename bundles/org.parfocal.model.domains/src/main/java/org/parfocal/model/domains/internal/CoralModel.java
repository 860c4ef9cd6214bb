package org.parfocal.model.domains.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.DomainStrategy;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeighting;

/** Deep CORAL (Sun and Saenko 2016): embeddings whose covariance is the same in every domain. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.coral",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "coral")
@Designate(ocd = CoralModel.Options.class, factory = true)
public final class CoralModel extends DomainStrategy {
  @ObjectClassDefinition(
      name = "CORAL",
      description =
          "Cross-entropy on a linear head, and the distance between the covariances of the domains'"
              + " embeddings (Sun and Saenko 2016)")
  @interface Options {
    @AttributeDefinition(
        description =
            "What the domains are: the values of magnification, slide, patient or an attribute of the"
                + " data set among the training images. A batch should hold several images of each;"
                + " images without one take no part in the term")
    String domain() default "magnification";

    @AttributeDefinition(
        min = "0",
        description =
            "Factor of the mean over pairs of domains of ‖Σa − Σb‖²/(4d²); 0 for the baseline")
    double weight() default 1;

    @AttributeDefinition(
        min = "0",
        max = "4096",
        description =
            "Length of the output of a learned linear map between backbone and head, which is then"
                + " the embedding that is compared and stored; 0 for none. A frozen backbone needs"
                + " one: without it nothing could change the covariances")
    int projection() default 0;

    @AttributeDefinition(
        description =
            "none: every image counts the same; balanced: every class counts the same, by its share"
                + " of the training images")
    ClassWeighting class_weights() default ClassWeighting.NONE;
  }

  /**
   * Makes the strategy.
   *
   * @throws ConfigurationException if an option is wrong, or the term could have no effect
   */
  @Activate
  public CoralModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    super(
        options.domain(),
        options.class_weights(),
        backbones,
        training,
        (domains, embeddingSize, classWeights, seed) ->
            new CoralObjective(
                options.weight(),
                options.projection(),
                domains,
                embeddingSize,
                classWeights,
                seed));
    if (backbones.frozen() && options.projection() == 0 && options.weight() > 0) {
      throw new ConfigurationException(
          "CORAL has no effect on a frozen backbone without a learned map: set model.projection to"
              + " its length, for example 64, or let the backbone learn.");
    }
  }

  @Override
  protected void withoutDomain(String images, JobContext job) {
    job.warn(images + " and took no part in the distance of the domains.");
  }
}
