package org.parfocal.core;

import java.util.List;

/**
 * The worth of an option for one fold and seed: a row of {@code selection.csv}.
 *
 * @param variant whose options they are
 * @param by method
 * @param measure by which options are compared
 * @param fold outer fold
 * @param seed the jobs' seed
 * @param option variant of the plan
 * @param value NaN if undefined, or its job failed
 * @param chosen whether its job is what is reported
 */
public record ChosenOption(
    String variant,
    Selection.Method by,
    String measure,
    String fold,
    long seed,
    String option,
    double value,
    boolean chosen) {
  /** The variant of the results that it may stand for. */
  public String reportedAs() {
    return new Selection(variant, List.of(), by, measure).name();
  }
}
