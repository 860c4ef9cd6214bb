package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.Sample;

/** What has an equal share of the draws of an epoch. */
enum Balance {
  /** Every image. */
  NONE,
  /** Every class. */
  CLASS,
  /** Every class at every magnification. */
  CLASS_AND_MAGNIFICATION;

  static Optional<Balance> named(String name) {
    return Stream.of(values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst();
  }

  /** Samples with equal cells share that cell's draws. */
  List<Object> cell(Sample sample) {
    return switch (this) {
      case NONE -> List.of();
      case CLASS -> List.of(sample.label());
      case CLASS_AND_MAGNIFICATION ->
          List.of(sample.label(), Objects.requireNonNullElse(sample.magnification(), ""));
    };
  }
}
