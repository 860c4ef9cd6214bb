package org.parfocal.api;

import java.util.Locale;

/**
 * How a choice is written in study files, in messages and in stored results: the constant {@code
 * VALIDATION_AUC} of an option whose type is an enum is {@code validation-auc}.
 */
public final class Choice {
  private Choice() {}

  /** A constant's name in study files. */
  public static String name(Enum<?> constant) {
    return name(constant.name());
  }

  /** The same by the constant's name in Java. */
  public static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
