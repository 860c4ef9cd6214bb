package org.parfocal.platform.first;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainingSet;

/** Adds nothing. */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "test.augmentation.none",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "none")
@Designate(ocd = NoAugmentation.Options.class, factory = true)
public final class NoAugmentation implements AugmentationStrategy {
  @ObjectClassDefinition(name = "None", description = "Adds nothing")
  @interface Options {}

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    throw new UnsupportedOperationException();
  }
}
