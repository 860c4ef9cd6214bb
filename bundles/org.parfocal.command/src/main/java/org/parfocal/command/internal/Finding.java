package org.parfocal.command.internal;

import java.util.Locale;

/**
 * A line of a check-up.
 *
 * @param level how it stands
 * @param what was looked at
 * @param told what was found and, if it is not well, what to do
 */
record Finding(Level level, String what, String told) {
  /** How something stands. */
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
