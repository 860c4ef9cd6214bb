package ${package};

import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.protocol.*;

/** Holds patients out, several times. */
@Component(
    service = Protocol.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "${name}")
@Designate(ocd = RepeatedHoldout.Options.class, factory = true)
public final class RepeatedHoldout implements Protocol {

  @ObjectClassDefinition(name = "Repeated hold-out", description = "Other test patients each time.")
  public @interface Options {
    @AttributeDefinition(description = "How often patients are split.", min = "1", max = "100")
    int repeats() default 5;

    @AttributeDefinition(description = "Share of the test patients.")
    @Limits(above = 0, below = 1)
    double test_patients() default 0.2;

    @AttributeDefinition(description = "Share of the validation patients; 0 for none.", min = "0")
    @Limits(below = 1)
    double validation_patients() default 0.15;

    @AttributeDefinition(description = "Seed of the splits.")
    long seed() default 13;
  }

  private final PatientSplits splits;

  @Activate
  public RepeatedHoldout(Options options) {
    splits =
        new PatientSplits(
            0, // hold-outs instead of so many patient folds
            options.test_patients(),
            options.validation_patients(),
            options.seed(),
            options.repeats());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    Strata strata = Strata.of(dataset.samples(), dataset, SampleField.MAGNIFICATION);
    FoldPlanBuilder plan =
        new FoldPlanBuilder(dataset, SampleField.MAGNIFICATION, splits.validates());
    for (PatientSplit split : splits.of(strata)) {
      String name = "repeat-" + split.repeat(); // of the fold, and of its pool
      plan.add(name, name, split, dataset.samples());
    }
    return plan.plan();
  }
}
