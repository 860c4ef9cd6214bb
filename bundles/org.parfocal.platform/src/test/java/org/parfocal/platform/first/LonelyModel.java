package org.parfocal.platform.first;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Needs a service that nobody offers. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.lonely",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "lonely")
@Designate(ocd = LonelyModel.Options.class, factory = true)
public final class LonelyModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Lonely", description = "Needs what is not there")
  @interface Options {}

  private final LongSupplier clock;

  @Activate
  public LonelyModel(@Reference(name = "clock", target = "(exact=true)") LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return "it is " + clock.getAsLong();
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    throw new UnsupportedOperationException();
  }
}
