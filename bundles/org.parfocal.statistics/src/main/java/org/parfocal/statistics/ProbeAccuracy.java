package org.parfocal.statistics;

/**
 * How well labels can be read from rows of patients that were not trained on.
 *
 * @param accuracy share of held-out rows whose label was read; NaN if it cannot be measured
 * @param chance share of the most frequent label, which needs no rows to be read; NaN without rows
 * @param note how it was measured, or why it was not, in a few words
 */
public record ProbeAccuracy(double accuracy, double chance, String note) {
  /** Whether there is an accuracy. */
  public boolean defined() {
    return !Double.isNaN(accuracy);
  }
}
