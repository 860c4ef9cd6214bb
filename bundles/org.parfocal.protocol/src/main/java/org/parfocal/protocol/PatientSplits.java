package org.parfocal.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/**
 * How often patients are split: once, or so often that every patient is tested once.
 *
 * @param folds 0 for one hold-out, or else 2 or more
 * @param test share of test patients in a hold-out, between 0 and 1; not used with folds
 * @param validation share of validation patients among all patients, below 1; 0 for none
 * @param seed of the split
 */
public record PatientSplits(int folds, double test, double validation, long seed) {
  private static final long NEXT_SEED = 1_000_003L;

  /**
   * As the options of a protocol say.
   *
   * @throws ConfigurationException if they leave no patient for training
   */
  public PatientSplits {
    if (folds == 1) {
      throw new ConfigurationException("The number of patient folds is 1; it must be 2 or more.");
    }
    double tested = folds == 0 ? test : 1.0 / folds;
    if (tested + validation >= 1) {
      throw new ConfigurationException(
          "The test share %s and protocol.validation-patients %s leave no patient for training."
              .formatted(tested, validation));
    }
  }

  /**
   * The splits of the patients of these samples.
   *
   * @throws DatasetException if there are fewer patients than parts
   */
  public List<PatientSplit> of(Strata strata) {
    return folds == 0 ? List.of(holdOut(strata)) : crossValidation(strata);
  }

  /** The name of a fold: the domain's, and where there are several splits the split's number. */
  public String name(String domain, PatientSplit split) {
    return folds == 0 ? domain : domain + "-" + split.number();
  }

  /** Whether there are validation patients. */
  public boolean validates() {
    return validation > 0;
  }

  /** The seed of one of several draws; number 0 has the seed itself. */
  public long seed(int number) {
    return seed + NEXT_SEED * number;
  }

  /** The same with the seed of this draw. */
  public PatientSplits repeated(int number) {
    return new PatientSplits(folds, test, validation, seed(number));
  }

  private PatientSplit holdOut(Strata strata) {
    requirePatients(strata, 2, "A patient hold-out");
    List<Set<String>> parts =
        PatientPartition.divide(
            strata,
            List.of(
                PartTarget.training(1 - test - validation),
                PartTarget.validation(validation),
                PartTarget.test(test)),
            seed);
    return new PatientSplit(1, parts.get(0), parts.get(1), parts.get(2));
  }

  private List<PatientSplit> crossValidation(Strata strata) {
    requirePatients(strata, folds, folds + " patient folds");
    List<Set<String>> tests =
        PatientPartition.divide(
            strata, Collections.nCopies(folds, PartTarget.test(1.0 / folds)), seed);
    List<PatientSplit> splits = new ArrayList<>();
    for (int fold = 1; fold <= folds; fold++) {
      Set<String> tested = tests.get(fold - 1);
      Strata rest = strata.where(sample -> !tested.contains(sample.patient()));
      // The share is one of all patients, so it grows among those that are not tested.
      PatientSplit others = carve(rest, validation * folds / (folds - 1), seed(fold));
      splits.add(new PatientSplit(fold, others.training(), others.validation(), tested));
    }
    return splits;
  }

  /**
   * Divides patients who are not tested over training and validation.
   *
   * @param strata of these patients' samples
   * @param validation share of these patients
   * @return a split without test patients
   */
  public static PatientSplit carve(Strata strata, double validation, long seed) {
    List<Set<String>> parts =
        PatientPartition.divide(
            strata,
            List.of(PartTarget.training(1 - validation), PartTarget.validation(validation)),
            seed);
    return new PatientSplit(1, parts.get(0), parts.get(1), Set.of());
  }

  private static void requirePatients(Strata strata, int least, String what) {
    long patients = strata.samples().stream().map(Sample::patient).distinct().count();
    if (patients < least) {
      throw new DatasetException(
          "%s needs at least %d patients, and the data set has %d."
              .formatted(what, least, patients));
    }
  }
}
