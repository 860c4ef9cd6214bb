package org.parfocal.core.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * CSV text, comma-separated, quoted where needed, its lines ending with a line feed. A cell that a
 * spreadsheet would take for a formula gets a leading apostrophe, and so does one that begins with
 * an apostrophe, which makes it reversible.
 */
public final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  /** In Japanese and Chinese spreadsheets the wide signs begin formulas, too. */
  private static final String RISKY = "=+-@\t\r\n'＝＋－＠";

  private Csv() {}

  /**
   * A table: texts are guarded, numbers read back to the same bits, and what does not exist (null,
   * NaN) is an empty cell.
   *
   * @param header written as it is
   */
  public static String text(List<String> header, List<? extends List<?>> rows) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(header);
      for (List<?> row : rows) {
        for (Object cell : row) {
          printer.print(cell(cell));
        }
        printer.println();
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  /**
   * Reads a table again; its texts are to be {@linkplain #restored restored}.
   *
   * @throws IOException if it is no CSV text
   */
  public static List<List<String>> parse(String text) throws IOException {
    if (text.indexOf('"') < 0 && text.indexOf('\r') < 0) {
      return plain(text);
    }
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      return parser.stream().map(CSVRecord::toList).toList();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A table without quotes: its commas and line feeds end cells, several times as fast. */
  private static List<List<String>> plain(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < text.length(); end++) {
      char character = text.charAt(end);
      if (character == ',' || character == '\n') {
        cells.add(text.substring(start, end));
        start = end + 1;
      }
      if (character == '\n') {
        rows.add(List.copyOf(cells));
        cells.clear();
      }
    }
    if (start < text.length() || !cells.isEmpty()) {
      cells.add(text.substring(start));
      rows.add(List.copyOf(cells));
    }
    return rows;
  }

  private static String guarded(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String cell(@Nullable Object value) {
    return value instanceof Double number
        ? Double.isNaN(number) ? "" : Double.toString(number)
        : guarded(value == null ? null : value.toString());
  }

  /** The text of a guarded cell. */
  public static String restored(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }
}
