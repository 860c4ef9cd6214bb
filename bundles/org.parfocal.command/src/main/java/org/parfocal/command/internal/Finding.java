package org.parfocal.command.internal;

import java.util.Locale;

/**
 * A line of a check-up.
 *
 * @param level severity
 * @param what was looked at
 * @param told what was found and, if something is wrong, what to do
 */
record Finding(Level level, String what, String told) {
  /** Severity of a finding. */
  enum Level {
    OK,
    WARN,
    FAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String what, String told) {
    return new Finding(Level.OK, what, told);
  }

  static Finding warn(String what, String told) {
    return new Finding(Level.WARN, what, told);
  }

  static Finding fail(String what, String told) {
    return new Finding(Level.FAIL, what, told);
  }
}
