package org.parfocal.platform.stranded;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Its bundle cannot be resolved. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.stranded.stranded",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "stranded")
@Designate(ocd = StrandedModel.Options.class, factory = true)
public final class StrandedModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Other", description = "Another")
  @interface Options {}

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    throw new UnsupportedOperationException();
  }
}
