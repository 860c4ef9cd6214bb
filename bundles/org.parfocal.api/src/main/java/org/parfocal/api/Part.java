package org.parfocal.api;

import java.util.List;
import java.util.Locale;

/** The parts of a {@link Fold}. */
public enum Part {
  /** What a model is fitted on. */
  TRAINING,
  /** What epochs, thresholds and hyperparameters are chosen on. */
  VALIDATION,
  /** What is scored: test patients on what was held out. */
  TEST,
  /**
   * Test patients on what was not held out (the training magnifications). Scored beside the test
   * part, the difference is the price of the unseen magnification.
   */
  SEEN;

  /** The part that a summary shows, where a number is given for several, first. */
  public static final List<Part> BY_IMPORTANCE = List.of(TEST, SEEN, VALIDATION, TRAINING);

  /** Lower-case name, as files and reports write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part with this {@link #label()}. */
  public static Part of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
