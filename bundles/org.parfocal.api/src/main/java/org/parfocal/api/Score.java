package org.parfocal.api;

import java.util.Objects;

/**
 * One number.
 *
 * @param metric for example {@code auc}
 * @param part what was scored
 * @param scope {@link #ALL}, {@link #WORST} (the worst domain) or a domain: a value of the field
 *     that the protocol varies, by default a magnification
 * @param value NaN if undefined
 * @param low lower end of the 95 % interval; NaN if there is none
 * @param high upper end of the 95 % interval; NaN if there is none
 * @param note why a value is undefined, or how an interval was made and then, after a semicolon,
 *     what else is to be said; may be empty
 */
public record Score(
    String metric, Part part, String scope, double value, double low, double high, String note) {
  /** Scope: everything in the part. */
  public static final String ALL = "all";

  /** Scope: the domain with the worst value. */
  public static final String WORST = "worst";

  /** What the note says where patients are few: too few for an interval, or for a good one. */
  public static final String FEW_PATIENTS = "few patients";

  public Score {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(note, "note");
  }

  /** Whether it has no interval, or one that is too narrow, because patients are few. */
  public boolean isOfFewPatients() {
    return !Double.isNaN(value) && note.contains(FEW_PATIENTS);
  }

  /** A value without an interval. */
  public static Score of(String metric, Part part, String scope, double value) {
    return new Score(metric, part, scope, value, Double.NaN, Double.NaN, "");
  }

  /** A value that does not exist, and why. */
  public static Score undefined(String metric, Part part, String scope, String reason) {
    return new Score(metric, part, scope, Double.NaN, Double.NaN, Double.NaN, reason);
  }
}
