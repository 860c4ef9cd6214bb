package org.parfocal.core.internal.protocol;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;

/** Tests every patient once; every part holds all magnifications. */
@Component(
    service = Protocol.class,
    configurationPid = PatientKFold.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "patient-k-fold")
@Designate(ocd = PatientKFold.Options.class, factory = true)
public final class PatientKFold implements Protocol {
  static final String PID = "org.parfocal.protocol.patient-k-fold";

  /** The one group whose folds are pooled. */
  static final String GROUP = "all";

  /** Options. */
  @ObjectClassDefinition(
      name = "Patient k-fold",
      description = "Tests every patient once, with models that never saw that patient")
  public @interface Options {
    /** Number of folds. */
    @AttributeDefinition(min = "2", max = "1000", description = "Number of folds")
    int folds() default 5;

    /** Share of validation patients. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Share of the patients on whom epochs and thresholds are chosen; 0 for none")
    double validation_patients() default 0.15;

    /** Seed. */
    @AttributeDefinition(description = "Seed of the patient split")
    long seed() default 13;

    /** Magnifications. */
    @AttributeDefinition(
        required = false,
        description = "Use only these magnifications, for example 100X, 200X; all if left out")
    String[] magnifications() default {};
  }

  private final SplitShares shares;
  private final int folds;
  private final long seed;
  private final ChosenMagnifications magnifications;

  /** Checks the options. */
  @Activate
  public PatientKFold(Options options) {
    this.folds = options.folds();
    this.shares = SplitShares.folds(folds, options.validation_patients());
    this.seed = options.seed();
    this.magnifications = new ChosenMagnifications(options.magnifications());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<Sample> samples = magnifications.samples(dataset);
    FoldAssembly assembly = new FoldAssembly(dataset, shares.validation() > 0);
    for (PatientParts split :
        PatientParts.crossValidation(
            Strata.ofMagnifications(samples, dataset), folds, shares.validation(), seed)) {
      PatientSplitFolds.add(assembly, "fold-" + split.number(), GROUP, split, samples);
    }
    return assembly.plan();
  }
}
