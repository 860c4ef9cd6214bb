package org.parfocal.table;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: {@code 0.25}, {@code 1e-3}, {@code .5}. What only a programming
 * language calls a number ({@code 1f}, {@code 0x1p3}, {@code NaN}, {@code Infinity}) is none.
 */
public final class Decimal {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,3})?");

  private Decimal() {}

  /**
   * The number that a cell holds; empty if it holds none, or one that is not finite.
   *
   * @param delimiter of the table: where it is no comma, a comma can stand for the decimal point,
   *     as in the tables that spreadsheets write in most of Europe
   */
  public static OptionalDouble parse(String cell, Delimiter delimiter) {
    String text = delimiter == Delimiter.COMMA ? cell : cell.replaceFirst("^([+-]?\\d*),", "$1.");
    if (!NUMBER.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
