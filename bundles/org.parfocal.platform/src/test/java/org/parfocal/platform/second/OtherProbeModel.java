package org.parfocal.platform.second;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Another bundle of the same plugin. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.second.probe",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "probe")
@Designate(ocd = OtherProbeModel.Options.class, factory = true)
public final class OtherProbeModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Other", description = "Another")
  @interface Options {
    @AttributeDefinition(description = "A weight", min = "0")
    double lambda_max() default 2;
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
