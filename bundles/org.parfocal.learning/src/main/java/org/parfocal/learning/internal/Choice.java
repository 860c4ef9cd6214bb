package org.parfocal.learning.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An option that names one of an enum's constants: VALIDATION_AUC is {@code validation-auc}. */
final class Choice {
  private Choice() {}

  /** The constant of a name, if there is one. */
  static <E extends Enum<E>> Optional<E> of(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(name))
        .findFirst();
  }

  /** All names. */
  static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Choice::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
