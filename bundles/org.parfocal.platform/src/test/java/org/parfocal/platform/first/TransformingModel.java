package org.parfocal.platform.first;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
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
import org.parfocal.api.Transform;
import org.parfocal.api.Validation;

/** Tells what its transforms make of an image whose first value is 1. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "test.model.transforming",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "transforming")
@Designate(ocd = TransformingModel.Options.class, factory = true)
public final class TransformingModel implements ModelStrategy {
  @ObjectClassDefinition(name = "Transforming", description = "Applies its transforms")
  @interface Options {}

  private final Transform transform;

  @Activate
  public TransformingModel(@Reference(name = "transforms") List<Transform> transforms) {
    this.transform = Transform.inOrder(transforms);
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
    byte[] image = {1, 0, 0};
    transform.apply(image, 0, 1, new SplittableRandom(1));
    return Integer.toString(image[0]);
  }
}
