package org.parfocal.core.internal.protocol;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;

/** Holds out patients; every part holds all magnifications. */
@Component(
    service = Protocol.class,
    configurationPid = PatientHoldout.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "patient-holdout")
@Designate(ocd = PatientHoldout.Options.class, factory = true)
public final class PatientHoldout implements Protocol {
  static final String PID = "org.parfocal.protocol.patient-holdout";

  /** Options. */
  @ObjectClassDefinition(
      name = "Patient hold-out",
      description = "Tests patients who were never seen, at magnifications that all were")
  public @interface Options {
    /** Share of test patients. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Share of the patients that are tested")
    double test_patients() default 0.2;

    /** Share of validation patients. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Share of the patients on whom epochs and thresholds are chosen; 0 for none")
    double validation_patients() default 0.15;

    /** Seed. */
    @AttributeDefinition(description = "Seed of the patient split")
    long seed() default 13;

    /** Repeats. */
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Number of splits, each drawn anew: a patient may be tested in several")
    int repeats() default 1;

    /** Magnifications. */
    @AttributeDefinition(
        required = false,
        description = "Use only these magnifications, for example 100X, 200X; all if left out")
    String[] magnifications() default {};
  }

  private final SplitShares shares;
  private final long seed;
  private final int repeats;
  private final ChosenMagnifications magnifications;

  /** Checks the options. */
  @Activate
  public PatientHoldout(Options options) {
    this.shares = SplitShares.holdOut(options.test_patients(), options.validation_patients());
    this.seed = options.seed();
    this.repeats = options.repeats();
    this.magnifications = new ChosenMagnifications(options.magnifications());
    if (repeats < 1) {
      throw new ConfigurationException(
          "protocol.repeats is %d; it must be 1 or more.".formatted(repeats));
    }
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<Sample> samples = magnifications.samples(dataset);
    FoldAssembly assembly = new FoldAssembly(dataset, shares.validation() > 0);
    for (int repeat = 1; repeat <= repeats; repeat++) {
      PatientParts split =
          PatientParts.holdOut(
              Strata.ofMagnifications(samples, dataset),
              shares,
              seed + 1_000_003L * (repeat - 1),
              repeat);
      String name = repeats == 1 ? "holdout" : "holdout-" + repeat;
      PatientSplitFolds.add(assembly, name, name, split, samples);
    }
    return assembly.plan();
  }
}
