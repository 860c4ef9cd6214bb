package org.parfocal.core.internal.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/**
 * The patients of one split.
 *
 * @param number of the split, from 1
 * @param training patients
 * @param validation patients; may be empty
 * @param test patients
 */
record PatientParts(int number, Set<String> training, Set<String> validation, Set<String> test) {
  /** One hold-out: every patient stands in exactly one part. */
  static PatientParts holdOut(Strata strata, SplitShares shares, long seed, int number) {
    requirePatients(strata, 2, "A patient hold-out");
    List<Set<String>> parts =
        PatientPartition.divide(
            strata,
            new double[] {
              1 - shares.test() - shares.validation(), shares.validation(), shares.test()
            },
            List.of(Importance.TRAINING, Importance.VALIDATION, Importance.TEST),
            seed);
    return new PatientParts(number, parts.get(0), parts.get(1), parts.get(2));
  }

  /** As many splits as folds: every patient is tested exactly once. */
  static List<PatientParts> crossValidation(
      Strata strata, int folds, double validationShare, long seed) {
    requirePatients(strata, folds, folds + " patient folds");
    double[] shares = IntStream.range(0, folds).mapToDouble(fold -> 1.0 / folds).toArray();
    List<Importance> importance = Collections.nCopies(folds, Importance.TEST);
    List<Set<String>> tests = PatientPartition.divide(strata, shares, importance, seed);
    List<PatientParts> splits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      Set<String> test = tests.get(fold);
      Strata rest = strata.where(sample -> !test.contains(sample.patient()));
      // The share is one of all patients, so it grows among those that are not tested.
      double share = validationShare * folds / (folds - 1);
      List<Set<String>> parts = carve(rest, share, seed + 1_000_003L * (fold + 1));
      splits.add(new PatientParts(fold + 1, parts.get(0), parts.get(1), test));
    }
    return splits;
  }

  /** Training and validation patients among those that are not tested. */
  static List<Set<String>> carve(Strata strata, double validationShare, long seed) {
    return PatientPartition.divide(
        strata,
        new double[] {1 - validationShare, validationShare},
        List.of(Importance.TRAINING, Importance.VALIDATION),
        seed);
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
