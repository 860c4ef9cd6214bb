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
 * Holds out one magnification after the other. Patients are split once for all of them; a fold
 * trains and validates on the other magnifications of its training and validation patients, and
 * tests on the held-out magnification of the test patients. The test patients' images at the
 * training magnifications are the {@linkplain org.parfocal.api.Part#SEEN seen} part.
 *
 * <p>After Ezuma and Medaiyese (arXiv 2604.25817), re-implemented from the abstract.
 */
@Component(
    service = Protocol.class,
    configurationPid = LeaveOneMagnificationOut.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "leave-one-magnification-out")
@Designate(ocd = LeaveOneMagnificationOut.Options.class, factory = true)
public final class LeaveOneMagnificationOut implements Protocol {
  static final String PID = "org.parfocal.protocol.leave-one-magnification-out";

  /** Options. */
  @ObjectClassDefinition(
      name = "Leave one magnification out",
      description = "Tests each magnification with models that never saw it, on unseen patients")
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
  public LeaveOneMagnificationOut(Options options) {
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
    List<String> chosen = magnifications.several(dataset, "leave-one-magnification-out", assembly);
    new CrossedFolds(assembly, splits, magnifications.strata(dataset)).leaveOut(chosen);
    return assembly.plan();
  }
}
