package org.parfocal.augmentation.none.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.Choice;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainingSet;

/**
 * Adds no images. Draws single training images: each once an epoch in random order, or as many
 * balanced over classes, or over classes and magnifications.
 */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = NoAugmentation.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "none")
@Designate(ocd = NoAugmentation.Options.class, factory = true)
public final class NoAugmentation implements AugmentationStrategy {
  static final String PID = "org.parfocal.augmentation.none";

  private final Balance balance;

  @ObjectClassDefinition(
      name = "No augmentation",
      description = "Adds no images; draws the training images one by one")
  @interface Options {
    @AttributeDefinition(
        description =
            "none: each image once an epoch; class: as many draws, shared equally by the classes;"
                + " class-and-magnification: shared equally by every class at every magnification",
        options = {
          @Option(label = "none", value = "none"),
          @Option(label = "class", value = "class"),
          @Option(label = "class-and-magnification", value = "class-and-magnification")
        })
    String balance() default "none";
  }

  @Activate
  public NoAugmentation(Options options) {
    this.balance = Choice.of(Balance.class, "augmentation.balance", options.balance());
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    return new TrainingSet(
        training.samples(),
        training.classes(),
        1,
        BalancedDraw.singles(training.samples(), balance));
  }
}
