package org.parfocal.dataset.table.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.parfocal.api.DatasetException;
import org.parfocal.dataset.table.internal.TableColumns.Field;
import org.parfocal.imaging.ImageFolder;

/** Reads the rows of a CSV file. */
final class TableRows {
  private static final long LARGEST_FILE = 256L << 20;
  private static final int MOST_ROWS = 2_000_000;

  private final Path table;
  private final Path root;
  private final CSVFormat format;
  private final Map<Field, String> names;
  private final TableProblems problems;
  private final List<Row> rows = new ArrayList<>();
  private long line;

  /**
   * Prepares a reading.
   *
   * @param table a file
   * @param root folder of the images
   * @param names each field's column
   */
  TableRows(
      Path table,
      Path root,
      Delimiter delimiter,
      Map<Field, String> names,
      TableProblems problems) {
    this.table = table;
    this.root = root;
    this.names = names;
    this.problems = problems;
    this.format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter.character())
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
  }

  /** The sound rows; the faults of the others are in the problems. */
  List<Row> read() {
    try {
      long bytes = Files.size(table);
      if (bytes > LARGEST_FILE) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "%s has %,d bytes, more than the %,d of a table; split it.",
                table,
                bytes,
                LARGEST_FILE));
      }
      try (Reader text = TableText.open(table);
          CSVParser parser = format.parse(text)) {
        parse(parser);
      }
      return rows;
    } catch (IOException | UncheckedIOException e) {
      return broken(e);
    }
  }

  private void parse(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      problems.add(0, "the table is empty; its first line must name the columns.");
      return;
    }
    List<String> header = records.next().stream().map(String::strip).toList();
    line = parser.getCurrentLineNumber();
    TableColumns columns = TableColumns.of(header, names, line, problems);
    problems.refuse(); // without its columns no row can be judged
    RowParser rowParser = new RowParser(columns, ImageFolder.of(root), problems);
    RowAgreement agreement = new RowAgreement(problems);
    while (!problems.isFull() && records.hasNext()) {
      List<String> values = records.next().toList();
      line = parser.getCurrentLineNumber();
      rowParser
          .parse(line, values)
          .ifPresent(
              row -> {
                agreement.check(row);
                rows.add(row);
              });
      if (rows.size() > MOST_ROWS) {
        throw new DatasetException(
            String.format(Locale.ROOT, "%s has more than %,d rows; split it.", table, MOST_ROWS));
      }
    }
    if (problems.isFull()) {
      problems.thereMayBeMore();
    } else if (rows.isEmpty()) {
      problems.add(0, "the table has no rows below its header.");
    }
  }

  private List<Row> broken(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof CharacterCodingException) {
      problems.add(malformedLine(), "the text is not UTF-8; save the table as UTF-8.");
      return rows;
    }
    if (e instanceof UncheckedIOException) {
      problems.add(
          line + 1,
          "the quotes do not match in the row that begins here (%s)."
              .formatted(cause.getMessage()));
      return rows;
    }
    throw new DatasetException(
        "%s cannot be read: %s; make it readable.".formatted(table, e.getMessage()), e);
  }

  private long malformedLine() {
    try {
      return TableText.firstMalformedLine(table);
    } catch (IOException e) {
      return 0;
    }
  }
}
