package org.parfocal.platform.first;

import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Tells how it was wired. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.probe",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "probe")
@Designate(ocd = ProbeModel.Options.class, factory = true)
public final class ProbeModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Probe", description = "Tells how it was wired")
  @interface Options {
    @AttributeDefinition(description = "A weight", min = "0")
    double lambda_max() default 1;
  }

  private final String wired;

  @Activate
  public ProbeModel(
      Options options,
      @Reference(name = "backbone") IntSupplier backbone,
      @Reference(name = "images") Images images) {
    this.wired =
        "lambda %s, width %d, size %d"
            .formatted(options.lambda_max(), backbone.getAsInt(), images.size());
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return wired;
  }
}
