package ${package};

import java.nio.file.Path;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.Training;

/** Hands the objective to the training loop. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.MODEL, name = "${name}")
@Designate(ocd = Alignment.Options.class, factory = true)
public final class Alignment implements ModelStrategy {

  @ObjectClassDefinition(name = "Alignment", description = "Aligns the means of magnifications.")
  public @interface Options {
    @AttributeDefinition(description = "Weight of the alignment.", min = "0")
    double weight() default 1;
  }

  private final ObjectiveFactory objective;
  private final BackboneProvider backbones;
  private final Training training;

  @Activate
  public Alignment(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    double weight = options.weight();
    objective = (size, classes, seed) -> new AlignmentObjective(weight, size, classes, seed);
    this.backbones = backbones;
    this.training = training;
  }

  @Override
  public void check() {
    training.check(backbones); // before the first job: do the weights fit?
  }

  @Override
  public TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    return training.fit(backbones, objective, samples, validation, job);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(backbones, facts -> objective, directory, classes);
  }
}
