package org.parfocal.core.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.ConfigurationException;

/**
 * Shares of the patients that a split takes away from training.
 *
 * @param test share of test patients; 0 where folds decide it
 * @param validation share of validation patients; 0 for none
 */
record SplitShares(double test, double validation) {
  /** The shares of a hold-out. */
  static SplitShares holdOut(double test, double validation) {
    List<String> problems = new ArrayList<>();
    if (!(test > 0 && test < 1)) {
      problems.add(
          "protocol.test-patients is %s; it must lie between 0 and 1, both excluded."
              .formatted(test));
    }
    return checked(test, validation, problems);
  }

  /** The shares of a cross-validation. */
  static SplitShares folds(int folds, double validation) {
    List<String> problems = new ArrayList<>();
    if (folds < 2) {
      problems.add("The number of patient folds is %d; it must be 2 or more.".formatted(folds));
    }
    return checked(folds < 2 ? 0 : 1.0 / folds, validation, problems);
  }

  /** The share that is carved out of given training patients. */
  static SplitShares carved(double validation) {
    return checked(0, validation, new ArrayList<>());
  }

  private static SplitShares checked(double test, double validation, List<String> problems) {
    if (!(validation >= 0 && validation < 1)) {
      problems.add(
          "protocol.validation-patients is %s; it must be 0 or more and below 1."
              .formatted(validation));
    } else if (problems.isEmpty() && test + validation >= 1) {
      problems.add(
          "The test share %s and protocol.validation-patients %s leave no patient for training."
              .formatted(test, validation));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new SplitShares(test, validation);
  }
}
