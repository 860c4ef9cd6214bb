package org.parfocal.platform.first;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Asks for the data behind the back of the study. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.peeping",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "peeping")
@Designate(ocd = PeepingModel.Options.class, factory = true)
public final class PeepingModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Peeping", description = "Looks at all samples")
  @interface Options {}

  @Activate
  public PeepingModel(@Reference(name = "dataset") DatasetReader reader) {
    reader.read();
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    throw new UnsupportedOperationException();
  }
}
