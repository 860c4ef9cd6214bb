package org.parfocal.api;

import java.util.List;
import java.util.Objects;

/** What has an equal share of the draws of an epoch. */
public enum Balance {
  /** Every image. */
  NONE,
  /** Every class. */
  CLASS,
  /** Every class at every magnification. */
  CLASS_AND_MAGNIFICATION;

  /** Samples with equal cells share that cell's draws. */
  public List<Object> cell(Sample sample) {
    return switch (this) {
      case NONE -> List.of();
      case CLASS -> List.of(sample.label());
      case CLASS_AND_MAGNIFICATION ->
          List.of(sample.label(), Objects.requireNonNullElse(sample.magnification(), ""));
    };
  }
}
