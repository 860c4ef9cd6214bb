package org.parfocal.model.dsml.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/**
 * A CSV file as the platform writes them: RFC 4180, lines end with a line feed, and a text that a
 * spreadsheet would take for a formula gets a leading apostrophe.
 */
final class CsvTable {
  private static final String RISKY = "=+-@\t\r\n'";

  private final StringBuilder text = new StringBuilder();

  CsvTable(String... header) {
    row((Object[]) header);
  }

  /** Adds a line; NaN gives an empty cell. */
  void row(Object... cells) {
    Object[] guarded = Arrays.stream(cells).map(CsvTable::cell).toArray();
    text.append(CSVFormat.RFC4180.format(guarded)).append('\n');
  }

  /** Writes a whole file; missing folders are made. */
  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.write(file, text.toString());
    } catch (IOException e) {
      throw new OutputException(
          "Table %s cannot be written; check free space and permissions.".formatted(file), e);
    }
  }

  private static Object cell(Object cell) {
    if (cell instanceof Double number && number.isNaN()) {
      return "";
    }
    return cell instanceof String value && !value.isEmpty() && RISKY.indexOf(value.charAt(0)) >= 0
        ? "'" + value
        : cell;
  }
}
