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

/** Tests every patient once; every part holds all magnifications. */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.patient-k-fold",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "patient-k-fold")
@Designate(ocd = PatientKFold.Options.class, factory = true)
public final class PatientKFold implements Protocol {

  /** The one pool whose folds are pooled. */
  private static final String POOL = "all";

  @ObjectClassDefinition(
      name = "Patient k-fold",
      description = "Tests every patient once, with models that never saw that patient")
  @interface Options {
    @AttributeDefinition(min = "2", max = "1000", description = "Number of folds")
    int folds() default 5;

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
            "How many times the patients are split at random, each time with all folds; the spread"
                + " over the repeats shows how much depends on the split")
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
  public PatientKFold(Options options) {
    folds =
        new MixedFolds(
            new PatientSplits(
                options.folds(),
                0,
                options.validation_patients(),
                options.seed(),
                options.repeats()),
            new MagnificationFilter(options.magnifications()));
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    return folds.of(dataset, "fold", POOL);
  }
}
