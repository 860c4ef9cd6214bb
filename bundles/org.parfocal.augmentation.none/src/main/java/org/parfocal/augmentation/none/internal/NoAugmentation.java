package org.parfocal.augmentation.none.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainingSet;

/**
 * Adds no images. Draws single training images: each once an epoch in random order, or as many
 * balanced over classes and the values of any field.
 */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "org.parfocal.augmentation.none",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "none")
@Designate(ocd = NoAugmentation.Options.class, factory = true)
public final class NoAugmentation implements AugmentationStrategy {
  private final Balance balance;

  @ObjectClassDefinition(
      name = "No augmentation",
      description = "Adds no images; draws the training images one by one")
  @interface Options {
    @AttributeDefinition(
        required = false,
        description =
            "What has an equal share of an epoch's draws: class, magnification, or any other field"
                + " of the images, for example institute; several: each combination. If left out,"
                + " each image is drawn once")
    String[] balance() default {};
  }

  @Activate
  public NoAugmentation(Options options) {
    this.balance = Balance.of(options.balance());
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    training.requireSingles("none");
    return new TrainingSet(
        training.samples(),
        training.classes(),
        1,
        BalancedDraw.singles(training.samples(), balance));
  }
}
