package org.parfocal.core.internal.protocol;

import java.util.List;

/**
 * How often patients are split: once, or so often that every patient is tested once.
 *
 * @param shares of the parts
 * @param folds 0 for one hold-out
 * @param seed of the split
 */
record PatientSplits(SplitShares shares, int folds, long seed) {
  /** As the options of a protocol say. */
  static PatientSplits of(double testPatients, double validationPatients, int folds, long seed) {
    return new PatientSplits(
        folds == 0
            ? SplitShares.holdOut(testPatients, validationPatients)
            : SplitShares.folds(folds, validationPatients),
        folds,
        seed);
  }

  /** The splits of the patients of these samples. */
  List<PatientParts> of(Strata strata) {
    return folds == 0
        ? List.of(PatientParts.holdOut(strata, shares, seed, 1))
        : PatientParts.crossValidation(strata, folds, shares.validation(), seed);
  }

  /** The name of a fold: the domain's, and where there are several splits the split's number. */
  String name(String domain, PatientParts split) {
    return folds == 0 ? domain : domain + "-" + split.number();
  }

  boolean validates() {
    return shares.validation() > 0;
  }
}
