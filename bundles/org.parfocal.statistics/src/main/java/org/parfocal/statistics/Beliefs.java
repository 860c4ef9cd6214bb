package org.parfocal.statistics;

/**
 * How probable it is that one of two is better by more than the region of practical equivalence,
 * that they differ by less, and that it is worse.
 *
 * @param better a share; the three sum to 1
 */
public record Beliefs(double better, double equal, double worse) {
  /** Where smaller is better. */
  Beliefs turned() {
    return new Beliefs(worse, equal, better);
  }
}
