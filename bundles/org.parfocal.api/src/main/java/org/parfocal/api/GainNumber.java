package org.parfocal.api;

import java.util.Locale;

/**
 * What a {@link Metric} says of a variant's gain over the first one beside the difference itself.
 * The rows are called {@code auc-exchange-p} and so on, are of the test part, all folds and all
 * seeds, and have the method in their note; reports correct the p for the number of comparisons and
 * put all of it in words.
 */
public enum GainNumber {
  /** Two-sided p of exchanging the two variants' predictions of a patient. */
  EXCHANGE_P,
  /** The smallest p that exchanging so many patients can give. */
  EXCHANGE_LEAST_P,
  /** The mean difference over the splits of the patients, with the corrected interval. */
  SPLITS_GAIN,
  /** Two-sided p of that. */
  SPLITS_P,
  /** The probability, by the splits, that the variant is better by more than the region. */
  SPLITS_BETTER,
  /** That the two differ by less. */
  SPLITS_EQUAL,
  /** That it is worse by more. */
  SPLITS_WORSE,
  /** The same of the signed ranks of all folds, as if they were data sets. */
  RANKS_BETTER,
  RANKS_EQUAL,
  RANKS_WORSE,
  /** Half the width of the region of practical equivalence. */
  REGION;

  /** The name of the row, for example {@code auc-exchange-p}. */
  public String of(MetricColumn measure) {
    return measure.name() + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
