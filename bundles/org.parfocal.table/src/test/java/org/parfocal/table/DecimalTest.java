package org.parfocal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.25",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "2.5E-1, 0.25",
    "-1, -1",
    "+7, 7",
    "007, 7"
  })
  void readsNumbersAsPeopleWriteThem(String cell, double number) {
    assertThat(Decimal.parse(cell, Delimiter.COMMA)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1f",
        "0.5d",
        "0x1p-2",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e",
        "1e999",
        "0,25",
        "0.25 um",
        "1 000",
        "1.2.3",
        "1_000",
        "٣",
        "0x10",
        "1L",
        "."
      })
  void readsNothingElse(String cell) {
    assertThat(Decimal.parse(cell, Delimiter.COMMA)).isEmpty();
  }

  @Test
  void readsDecimalCommasWhereTheyDelimitNothing() {
    assertThat(Decimal.parse("0,25", Delimiter.SEMICOLON)).hasValue(0.25);
    assertThat(Decimal.parse("-2,5e-1", Delimiter.TAB)).hasValue(-0.25);
    assertThat(Decimal.parse("0.25", Delimiter.SEMICOLON)).hasValue(0.25);
    assertThat(Decimal.parse("1,000.5", Delimiter.SEMICOLON)).isEmpty();
    assertThat(Decimal.parse("1,2,3", Delimiter.PIPE)).isEmpty();
  }
}
