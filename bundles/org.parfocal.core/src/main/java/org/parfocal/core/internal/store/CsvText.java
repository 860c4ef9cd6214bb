package org.parfocal.core.internal.store;

import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Text cells of our CSV files. A cell that a spreadsheet would take for a formula gets a leading
 * apostrophe, and so does one that begins with an apostrophe, which makes it reversible.
 */
final class CsvText {
  /** Comma-separated, quoted where needed, lines end with a line feed. */
  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private static final String RISKY = "=+-@\t\r\n'";

  private CsvText() {}

  static String guarded(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  static String restored(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  /** A number that reads back to the same bits, or an empty cell where there is none. */
  static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
