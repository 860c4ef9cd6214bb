package org.parfocal.protocol.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sections;
import org.parfocal.protocol.MagnificationFilter;
import org.parfocal.protocol.PatientSplits;

/** Holds out patients; every part holds all magnifications. */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.patient-holdout",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "patient-holdout")
@Designate(ocd = PatientHoldout.Options.class, factory = true)
public final class PatientHoldout implements Protocol {
  private static final String POOL = "holdout";

  @ObjectClassDefinition(
      name = "Patient hold-out",
      description = "Tests unseen patients, at magnifications that were all trained on")
  @interface Options {
    @AttributeDefinition(description = "Share of the patients that are tested")
    @Limits(above = 0, below = 1)
    double test_patients() default 0.2;

    @AttributeDefinition(
        min = "0",
        description = "Share of the patients on whom epochs and thresholds are chosen; 0 for none")
    @Limits(below = 1)
    double validation_patients() default 0.15;

    @AttributeDefinition(description = "Seed of the patient split")
    long seed() default 13;

    @AttributeDefinition(
        min = "1",
        max = "1000",
        description =
            "How many times the patients are split at random, independently, so that a patient may"
                + " be tested more than once; the spread over the repeats shows how much depends on the"
                + " split")
    @DecidesResult(false)
    int repeats() default 1;

    @AttributeDefinition(
        required = false,
        description = "Use only these magnifications, for example 100X, 200X; all if left out")
    String[] magnifications() default {};
  }

  private final MixedFolds folds;

  /** Checks the options. */
  @Activate
  public PatientHoldout(Options options) {
    folds =
        new MixedFolds(
            new PatientSplits(
                0,
                options.test_patients(),
                options.validation_patients(),
                options.seed(),
                options.repeats()),
            new MagnificationFilter(options.magnifications()));
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    return folds.of(dataset, POOL, POOL);
  }
}
