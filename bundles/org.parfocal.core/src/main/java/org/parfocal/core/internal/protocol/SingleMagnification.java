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
import org.parfocal.api.Sections;

/**
 * Trains and validates at one magnification after the other, and tests unseen patients at all
 * others; their images at the training magnification are the {@linkplain org.parfocal.api.Part#SEEN
 * seen} part. The folds together are a matrix of training against test magnification. Patients are
 * split once for all magnifications, as by {@link LeaveOneMagnificationOut} under the same seed.
 */
@Component(
    service = Protocol.class,
    configurationPid = SingleMagnification.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "single-magnification")
@Designate(ocd = SingleMagnification.Options.class, factory = true)
public final class SingleMagnification implements Protocol {
  static final String PID = "org.parfocal.protocol.single-magnification";

  /** Options. */
  @ObjectClassDefinition(
      name = "Single magnification",
      description = "Trains at one magnification and tests unseen patients at every one")
  public @interface Options {
    /** Share of test patients. */
    @AttributeDefinition(
        min = "0",
        max = "1",
        description = "Share of the patients that are tested; unused with patient-folds")
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

    /** Patient folds. */
    @AttributeDefinition(
        min = "0",
        description =
            "0: one hold-out; 2 or more: that many folds, so that every patient is tested once")
    int patient_folds() default 0;

    /** Magnifications. */
    @AttributeDefinition(
        required = false,
        description = "Use only these magnifications, for example 100X, 200X; all if left out")
    String[] magnifications() default {};
  }

  private final PatientSplits splits;
  private final ChosenMagnifications magnifications;

  /** Checks the options. */
  @Activate
  public SingleMagnification(Options options) {
    this.splits =
        PatientSplits.of(
            options.test_patients(),
            options.validation_patients(),
            options.patient_folds(),
            options.seed());
    this.magnifications = new ChosenMagnifications(options.magnifications());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    FoldAssembly assembly = new FoldAssembly(dataset, splits.validates());
    List<String> chosen = magnifications.several(dataset, "single-magnification", assembly);
    new CrossedFolds(assembly, splits, magnifications.strata(dataset)).trainOnOne(chosen);
    return assembly.plan();
  }
}
