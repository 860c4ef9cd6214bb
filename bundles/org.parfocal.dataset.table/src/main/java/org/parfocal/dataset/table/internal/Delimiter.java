package org.parfocal.dataset.table.internal;

import java.util.Optional;
import java.util.stream.Stream;

/** What separates the values of a row. */
enum Delimiter {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t');

  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  char character() {
    return character;
  }

  /** The one that would fit a header which came out as one column. */
  static Optional<Delimiter> better(String header) {
    return Stream.of(SEMICOLON, TAB, COMMA)
        .filter(delimiter -> header.indexOf(delimiter.character) >= 0)
        .findFirst();
  }
}
