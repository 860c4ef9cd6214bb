package org.parfocal.itests.lying;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.TrainingSet;

/** Trains on everybody, tested patients among them. */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = LyingAugmentation.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.AUGMENTATION, name = "lying")
@Designate(ocd = LyingAugmentation.Options.class, factory = true)
public final class LyingAugmentation implements AugmentationStrategy {
  static final String PID = "org.parfocal.itests.lying.augmentation";

  private final boolean declare;

  /** Options of a study file. */
  @ObjectClassDefinition(name = "Lying augmentation", description = "for tests")
  public @interface Options {
    @AttributeDefinition(description = "whether it declares what it draws")
    boolean declare() default false;
  }

  @Activate
  public LyingAugmentation(Options options) {
    declare = options.declare();
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    List<Sample> everybody = List.copyOf(LyingReader.LEAKED);
    return new TrainingSet(
        declare ? everybody : training.samples(),
        training.classes(),
        1,
        (epoch, random) -> everybody.stream().map(List::of).toList());
  }
}
