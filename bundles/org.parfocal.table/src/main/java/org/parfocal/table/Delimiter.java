package org.parfocal.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** What separates the values of a row. */
public enum Delimiter {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  PIPE('|');

  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  /** The character itself. */
  public char character() {
    return character;
  }

  /** The one that occurs most often in a line, the earlier of two alike; empty if none does. */
  public static Optional<Delimiter> mostFrequent(String line) {
    return Arrays.stream(values())
        .filter(delimiter -> delimiter.count(line) > 0)
        .max(
            Comparator.comparingLong((Delimiter delimiter) -> delimiter.count(line))
                .thenComparing(Comparator.reverseOrder()));
  }

  static Optional<Delimiter> of(char character) {
    return Arrays.stream(values()).filter(own -> own.character == character).findFirst();
  }

  private long count(String line) {
    return line.chars().filter(own -> own == character).count();
  }
}
