package org.parfocal.augmentation.multiscale.internal;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/** Options whose values are names. */
final class Choice {
  private Choice() {}

  /**
   * The constant with this name in kebab-case.
   *
   * @param option name of the option, for the sentence if there is none
   */
  static <E extends Enum<E>> E of(Class<E> type, String option, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> name(constant).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "augmentation.%s is \"%s\"; it can be %s."
                        .formatted(
                            option,
                            name,
                            Stream.of(type.getEnumConstants())
                                .map(Choice::name)
                                .collect(Collectors.joining(", ")))));
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
