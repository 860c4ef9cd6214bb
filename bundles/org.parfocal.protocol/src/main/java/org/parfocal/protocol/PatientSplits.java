package org.parfocal.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Sample;

/**
 * How often patients are split: once, or so often that every patient is tested once; and all of
 * that again with other seeds, so that a result shows what is the luck of a split.
 *
 * @param folds 0 for one hold-out, or else 2 or more
 * @param test share of test patients in a hold-out, between 0 and 1; not used with folds
 * @param validation share of validation patients among all patients, below 1; 0 for none
 * @param seed of the split
 * @param repeats how often everything is split anew, at least 1; the first repeat is what one alone
 *     would be
 */
public record PatientSplits(int folds, double test, double validation, long seed, int repeats) {
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
    List<PatientSplit> splits = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      // A repeat takes one seed, and one more for the validation patients of each of its folds.
      long drawn = seed((folds + 1) * (repeat - 1));
      if (folds == 0) {
        splits.add(holdOut(strata, repeat, drawn));
      } else {
        splits.addAll(crossValidation(strata, repeat, drawn));
      }
    }
    return List.copyOf(splits);
  }

  /**
   * The name of a fold: the domain's, that of the repeat where it is not the first, and where a
   * repeat has several splits the split's number.
   */
  public String name(String domain, PatientSplit split) {
    String repeated = Fold.named(domain, split.repeat());
    return folds == 0 ? repeated : repeated + "-" + split.number();
  }

  /** Whether there are validation patients. */
  public boolean validates() {
    return validation > 0;
  }

  /** The seed of one of several draws; number 0 has the seed itself. */
  public long seed(int number) {
    return next(seed, number);
  }

  private static long next(long seed, int number) {
    return seed + NEXT_SEED * number;
  }

  private PatientSplit holdOut(Strata strata, int repeat, long drawn) {
    requirePatients(strata, 2, "A patient hold-out");
    List<Set<String>> parts =
        PatientPartition.divide(
            strata,
            List.of(
                PartTarget.training(1 - test - validation),
                PartTarget.validation(validation),
                PartTarget.test(test)),
            drawn);
    return new PatientSplit(repeat, 1, parts.get(0), parts.get(1), parts.get(2));
  }

  private List<PatientSplit> crossValidation(Strata strata, int repeat, long drawn) {
    requirePatients(strata, folds, folds + " patient folds");
    List<Set<String>> tests =
        PatientPartition.divide(
            strata, Collections.nCopies(folds, PartTarget.test(1.0 / folds)), drawn);
    List<PatientSplit> splits = new ArrayList<>();
    for (int fold = 1; fold <= folds; fold++) {
      Set<String> tested = tests.get(fold - 1);
      Strata rest = strata.where(sample -> !tested.contains(sample.patient()));
      // The share is one of all patients, so it grows among those that are not tested.
      PatientSplit others = carve(rest, validation * folds / (folds - 1), next(drawn, fold));
      splits.add(new PatientSplit(repeat, fold, others.training(), others.validation(), tested));
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
    return new PatientSplit(1, 1, parts.get(0), parts.get(1), Set.of());
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
