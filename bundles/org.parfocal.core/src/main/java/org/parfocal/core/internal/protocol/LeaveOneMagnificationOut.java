package org.parfocal.core.internal.protocol;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
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

  private final SplitShares shares;
  private final long seed;
  private final int patientFolds;
  private final ChosenMagnifications magnifications;

  /** Checks the options. */
  @Activate
  public LeaveOneMagnificationOut(Options options) {
    this.patientFolds = options.patient_folds();
    this.shares =
        patientFolds == 0
            ? SplitShares.holdOut(options.test_patients(), options.validation_patients())
            : SplitShares.folds(patientFolds, options.validation_patients());
    this.seed = options.seed();
    this.magnifications = new ChosenMagnifications(options.magnifications());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<String> chosen = magnifications.of(dataset);
    if (chosen.size() < 2) {
      throw new DatasetException(
          ("Protocol leave-one-magnification-out needs at least two magnifications, and data set %s"
                  + " has %s; use patient-holdout or patient-k-fold instead.")
              .formatted(dataset.name(), chosen.isEmpty() ? "none" : "only " + chosen.get(0)));
    }
    List<Sample> samples = select(dataset.samples(), s -> chosen.contains(s.magnification()));
    FoldAssembly assembly = new FoldAssembly(dataset, shares.validation() > 0);
    long unknown = dataset.samples().stream().filter(s -> s.magnification() == null).count();
    if (unknown > 0) {
      assembly.note("%d images of unknown magnification stand in no fold.".formatted(unknown));
    }
    List<PatientParts> splits = splits(samples, dataset.classes().size());
    for (String heldOut : chosen) {
      for (PatientParts split : splits) {
        add(assembly, heldOut, split, samples);
      }
    }
    return assembly.plan();
  }

  private List<PatientParts> splits(List<Sample> samples, int classes) {
    return patientFolds == 0
        ? List.of(PatientParts.holdOut(samples, classes, shares, seed, 1))
        : PatientParts.crossValidation(samples, classes, patientFolds, shares.validation(), seed);
  }

  private void add(
      FoldAssembly assembly, String heldOut, PatientParts split, List<Sample> samples) {
    Predicate<Sample> unseen = sample -> heldOut.equals(sample.magnification());
    List<Sample> others = select(samples, unseen.negate());
    assembly.add(
        patientFolds == 0 ? heldOut : heldOut + "-" + split.number(),
        heldOut,
        of(others, split.training()),
        of(others, split.validation()),
        of(select(samples, unseen), split.test()),
        of(others, split.test()));
  }

  private static List<Sample> of(List<Sample> samples, Set<String> patients) {
    return select(samples, sample -> patients.contains(sample.patient()));
  }

  private static List<Sample> select(List<Sample> samples, Predicate<Sample> wanted) {
    return samples.stream().filter(wanted).toList();
  }
}
