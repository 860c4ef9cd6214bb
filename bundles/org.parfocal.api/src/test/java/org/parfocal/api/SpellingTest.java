package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
  private static final SampleField PATIENT = new SampleField("patient");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P07",
        "p07",
        "P7",
        "P007",
        "P-07",
        "P\u201307",
        "P\u22127",
        "P_07",
        "P 07",
        "P.07",
        " P07 ",
        "P07\u00A0",
        "\u200BP07",
        "P\u00AD07",
        "\uFEFFP07",
        "\uFF30\uFF10\uFF17",
        "\u04207",
        "\u03A17",
        "'P07'",
        "\u201CP07\u201D",
        "P07.",
        "P\u0660\u0667",
        "P\u200907",
        "P07\uFE0F",
        "(P07)",
        "[P07]",
        "P\u00B707",
        "P07;",
        "\u200EP07\u200F",
        "P\u201107"
      })
  void takesEverySpellingOfOnePatientForOne(String spelling) {
    assertThat(Spelling.key(PATIENT, spelling)).isEqualTo(Spelling.key(PATIENT, "P07"));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7.0",
    "7, 07",
    "7, '7,00'",
    "0, 0.0",
    "1.50, 1.50",
    "M\u00FCller, Mu\u0308ller",
    "O'Brien, O\u2019Brien",
    "Stra\u00DFe, STRASSE",
    "\uFB01brosis, fibrosis",
    "1-12, 1_12",
    "1-12, 1 012",
    "non-tumour, non tumour",
    "14-0123A, 14-123a",
    "n/a, N / A",
    "'Smith, J.', 'smith j'",
    "'Smith, J', 'Smith,J'",
    "\u0130ZM\u0130R, izmir",
    "\u0131zm\u0131r, IZMIR",
    "\u04CF7, I7",
    "\u04401, P1",
    "\u2026, ..."
  })
  void takesTheseForOne(String one, String other) {
    assertThat(Spelling.key(PATIENT, one)).isEqualTo(Spelling.key(PATIENT, other));
  }

  @ParameterizedTest
  @CsvSource({
    "1-12, 11-2",
    "1-12, 112",
    "-1, 1",
    "P1, P10",
    "P10, P100",
    "1.1, 1.10",
    "HER2+, HER2-",
    "HER2, HER2-",
    "ER+, ER-",
    "P7a, P7b",
    "M\u00FCller, Muller",
    "0.5, 5",
    "20X, 20",
    "14-29960AB, 14-29960CD",
    "grade 1, grade 2",
    "G1, Gl",
    "., ..",
    "+, ++",
    "++, +++",
    "\u00F8, o",
    "(1) a, 1 b"
  })
  void keepsTheseApart(String one, String other) {
    assertThat(Spelling.key(PATIENT, one)).isNotEqualTo(Spelling.key(PATIENT, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20",
        "20X",
        "20x",
        "20 X",
        "\u00D720",
        "20\u00D7",
        "x20",
        "20.0",
        "20.0x",
        "20,0",
        "020",
        "20\u0425",
        "20X\u00A0",
        "\uFF12\uFF10x",
        "20*",
        "20-x",
        "20\u2715",
        "20 \u2217",
        "20\u02E3",
        "2\u2070x",
        "20\u2179"
      })
  void takesEverySpellingOfOneMagnificationForOne(String spelling) {
    assertThat(Spelling.key(SampleField.MAGNIFICATION, spelling)).isEqualTo("20");
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 25",
    "2.5, 2.05",
    "40X, 400X",
    "0.5um, 0.5mm",
    "20X, 20X/0.4NA",
    "1px, 2px",
    "0.25um, 0.5um"
  })
  void keepsTheseMagnificationsApart(String one, String other) {
    assertThat(Spelling.key(SampleField.MAGNIFICATION, one))
        .isNotEqualTo(Spelling.key(SampleField.MAGNIFICATION, other));
  }

  @ParameterizedTest
  @CsvSource({"0.50um, 0.5 \u00B5m", "0.5um, '0,5\u03BCm'", ".5um, 0.5um", "2.50x, 2.5"})
  void comparesMagnificationsByTheirNumber(String one, String other) {
    assertThat(Spelling.key(SampleField.MAGNIFICATION, one))
        .isEqualTo(Spelling.key(SampleField.MAGNIFICATION, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00A0",
        "\u200B",
        "-",
        "\u2013",
        "--",
        "?",
        "??",
        "---",
        "/",
        "nan",
        "NaN",
        "-nan",
        "NA",
        "N/A",
        "n.a.",
        "n/a",
        "#N/A",
        "#n/a",
        "<NA>",
        "NULL",
        "null",
        "None",
        "nil",
        "\\N",
        "NaT",
        "unknown",
        "Missing",
        "not available",
        "#VALUE!",
        "#REF!",
        "#DIV/0!",
        "1.#IND",
        "(blank)",
        "[Not Available]",
        "<null>",
        "not reported",
        "TBD",
        "T.B.D.",
        "to be determined",
        "Pending",
        "#NV",
        "#N/D",
        "''",
        "'NA'"
      })
  void knowsWordsForMissing(String word) {
    assertThat(Spelling.isMissing(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-1", "N", "Nana", "normal", "ND", "no", "other", "x", "1", "NAD", ".", "..", "...",
        "+", "*", "_"
      })
  void takesNamesForNames(String name) {
    assertThat(Spelling.isMissing(name)).isFalse();
  }

  @Test
  void groupsNamesUnlessTheyAreMeantAsTheyAreWritten() {
    List<String> names = List.of("P07", "p07", "7", "P08", "07", "P7");

    assertThat(Spelling.alike(PATIENT, names, Set.of()))
        .containsExactly(Set.of("07", "7"), Set.of("P07", "P7", "p07"));
    assertThat(Spelling.alike(PATIENT, names, Set.of("7", "p07")))
        .containsExactly(Set.of("P07", "P7"));
  }

  @Test
  void showsWhatCannotBeSeen() {
    assertThat(Spelling.shown(List.of("P07", "P07\u00A0", "\u200BP07", "\u042007", "Mu\u0308ller")))
        .isEqualTo(
            "'P07' and 'P07<U+00A0>' and '<U+200B>P07' and '<U+0420>07' and 'Mu<U+0308>ller'");
    assertThat(Spelling.shown(List.of("a\u001B]0;x\u0007"))).isEqualTo("'a<U+001B>]0;x<U+0007>'");
  }
}
