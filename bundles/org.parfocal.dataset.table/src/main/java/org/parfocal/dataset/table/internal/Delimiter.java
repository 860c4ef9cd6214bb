package org.parfocal.dataset.table.internal;

import org.parfocal.api.ConfigurationException;

/** What separates the values of a row. */
final class Delimiter {
  static final String COMMA = "comma";
  static final String SEMICOLON = "semicolon";
  static final String TAB = "tab";

  private Delimiter() {}

  static char of(String option) {
    return switch (option) {
      case COMMA -> ',';
      case SEMICOLON -> ';';
      case TAB -> '\t';
      default ->
          throw new ConfigurationException(
              "dataset.delimiter is '%s'; it can be %s, %s or %s."
                  .formatted(option, COMMA, SEMICOLON, TAB));
    };
  }

  /** The option that would fit a header which came out as one column; empty if none does. */
  static String better(String header) {
    if (header.indexOf(';') >= 0) {
      return SEMICOLON;
    }
    if (header.indexOf('\t') >= 0) {
      return TAB;
    }
    return header.indexOf(',') >= 0 ? COMMA : "";
  }
}
