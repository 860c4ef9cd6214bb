package org.parfocal.model.domains.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.DomainStrategy;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeighting;

/**
 * Group distributionally robust optimisation (Sagawa et al. 2020) with domains as groups, as in
 * DomainBed: trains for the domain on which the model is worst.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.groupdro",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "groupdro")
@Designate(ocd = GroupDroModel.Options.class, factory = true)
public final class GroupDroModel extends DomainStrategy {
  @ObjectClassDefinition(
      name = "GroupDRO",
      description =
          "Cross-entropy on a linear head, in which the domains with the largest loss count most"
              + " (Sagawa et al. 2020)")
  @interface Options {
    @AttributeDefinition(
        description =
            "What the domains are: the values of magnification, slide, patient or an attribute of the"
                + " data set among the training images, each of which must have one")
    String domain() default "magnification";

    @AttributeDefinition(
        min = "0",
        description =
            "η: in each step the share of a domain with the mean loss l is multiplied by e^(η·l); 0"
                + " counts every domain the same")
    double rate() default 0.01;

    @AttributeDefinition(
        description =
            "none: every image of a domain counts the same; balanced: every class counts the same, by"
                + " its share of the training images")
    ClassWeighting class_weights() default ClassWeighting.NONE;
  }

  /**
   * Makes the strategy.
   *
   * @throws ConfigurationException if an option is wrong
   */
  @Activate
  public GroupDroModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    super(
        options.domain(),
        options.class_weights(),
        backbones,
        training,
        (domains, embeddingSize, classWeights, seed) ->
            new GroupDroObjective(options.rate(), domains, embeddingSize, classWeights, seed));
  }

  @Override
  protected void withoutDomain(String images, JobContext job) {
    throw new DatasetException(
        images
            + " (model.domain), which groupdro needs of each: leave them out, or choose another"
            + " field.");
  }
}
