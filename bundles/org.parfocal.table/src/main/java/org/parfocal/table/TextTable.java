package org.parfocal.table;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.parfocal.api.DatasetException;
import org.parfocal.api.FileFormat;

/**
 * A table in a text file, read row after row: UTF-8 with or without a byte order mark, any line
 * ends, values in quotes where they hold a delimiter or a line break (RFC 4180). A first line
 * {@code sep=;} as spreadsheets write it tells the delimiter. Rows without a value are passed over.
 *
 * <p>Every fault is a {@link DatasetException} with the file and, where there is one, the line; so
 * is a table without measure: more than 256 MB, 2,000,000 rows, 16,384 columns (a spreadsheet has
 * no more) or 1,000,000 characters in a row.
 */
public final class TextTable implements Closeable {
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_ROWS = 2_000_000;
  private static final int MOST_COLUMNS = 16_384;

  private static final int LONGEST_FIRST_LINE = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final Pattern DECLARATION =
      Pattern.compile("\"?sep=(.)\"?[,;\t|]*", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final CleanText text;
  private final Delimiter delimiter;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final long linesBefore;
  private long rows;

  private TextTable(
      Path file, CleanText text, Delimiter delimiter, CSVParser parser, long linesBefore) {
    this.file = file;
    this.text = text;
    this.delimiter = delimiter;
    this.parser = parser;
    this.records = parser.iterator();
    this.linesBefore = linesBefore;
  }

  /**
   * Opens a table.
   *
   * @param delimiter unless the file itself declares one
   * @throws DatasetException if it is no regular file, no text, or cannot be read
   */
  public static TextTable open(Path file, Delimiter delimiter) {
    return open(file, Optional.of(delimiter));
  }

  /** Opens a table whose delimiter is the one that is most frequent in its first line. */
  public static TextTable open(Path file) {
    return open(file, Optional.empty());
  }

  private static TextTable open(Path file, Optional<Delimiter> wanted) {
    requireMeasure(file);
    try {
      // What has no size is empty, or a file of the system, which may not end.
      InputStream bytes =
          new BufferedInputStream(
              Files.size(file) == 0 ? InputStream.nullInputStream() : Files.newInputStream(file));
      try {
        requireText(file, bytes);
        CleanText text = CleanText.of(file, bytes);
        BufferedReader reader = new BufferedReader(text);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
          reader.reset();
        }
        String first = firstLine(reader);
        Matcher declaration = DECLARATION.matcher(first);
        boolean declares = declaration.matches();
        Delimiter delimiter =
            declares
                ? declared(file, declaration.group(1).charAt(0), wanted)
                : wanted.or(() -> Delimiter.mostFrequent(first)).orElse(Delimiter.COMMA);
        if (declares) {
          reader.readLine();
        }
        CSVParser parser = format(delimiter).parse(reader);
        return new TextTable(file, text, delimiter, parser, declares ? 1 : 0);
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireMeasure(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new DatasetException(
            "%s %s; give a text file."
                .formatted(file, Files.exists(file) ? "is no file" : "is not there"));
      }
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "%s has %,d bytes, more than the %,d of a table; split it.",
                file,
                bytes,
                MOST_BYTES));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireText(Path file, InputStream bytes) throws IOException {
    bytes.mark(FileFormat.BYTES);
    Optional<FileFormat> other = FileFormat.of(bytes.readNBytes(FileFormat.BYTES));
    if (other.isPresent() && !other.get().equals(FileFormat.JSON)) {
      String remedy = other.get().remedy().orElse("save it as a table in CSV (UTF-8)");
      throw new DatasetException("%s is %s; %s.".formatted(file, other.get().what(), remedy));
    }
    bytes.reset();
  }

  /** Looked at and put back; not longer than a header can be. */
  private static String firstLine(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_FIRST_LINE);
    StringBuilder line = new StringBuilder();
    for (int next = reader.read();
        next >= 0 && next != '\n' && next != '\r' && line.length() < LONGEST_FIRST_LINE - 1;
        next = reader.read()) {
      line.append((char) next);
    }
    reader.reset();
    return line.toString();
  }

  private static Delimiter declared(Path file, char character, Optional<Delimiter> wanted) {
    Delimiter declared =
        Delimiter.of(character)
            .orElseThrow(
                () ->
                    new DatasetException(
                        "%s, line 1: the delimiter that sep=%s declares is none of comma, semicolon, tab and pipe; use one of them."
                            .formatted(file, character)));
    if (wanted.isPresent() && wanted.get() != Delimiter.COMMA && wanted.get() != declared) {
      throw new DatasetException(
          "%s, line 1: sep=%s declares another delimiter than the option delimiter; leave out one of the two."
              .formatted(file, character));
    }
    return declared;
  }

  private static CSVFormat format(Delimiter delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter.character())
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        .get();
  }

  /** What separates the values. */
  public Delimiter delimiter() {
    return delimiter;
  }

  /** The next row that holds a value; empty at the end of the table. */
  public Optional<TableRow> next() {
    while (true) {
      long line = linesBefore + parser.getCurrentLineNumber() + 1;
      text.nextRow();
      Optional<CSVRecord> values = record(line);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      if (++rows > MOST_ROWS) {
        throw fault(
            line, String.format(Locale.ROOT, "a table has up to %,d rows; split it.", MOST_ROWS));
      }
      if (values.get().size() > MOST_COLUMNS) {
        throw fault(
            line,
            String.format(
                Locale.ROOT,
                "the row has %,d columns, more than the %,d of a table; leave out what is not needed.",
                values.get().size(),
                MOST_COLUMNS));
      }
      TableRow row = new TableRow(line, values.get().stream().map(String::strip).toList());
      if (row.cells().stream().anyMatch(cell -> !cell.isEmpty())) {
        return Optional.of(row);
      }
    }
  }

  private Optional<CSVRecord> record(long line) {
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException e) {
      // commons-csv gives every fault of the quotes so, and those of the disk too
      throw fault(
          line,
          "the quotes do not match in the row that begins here (%s)."
              .formatted(
                  e.getCause() == null
                      ? e.getMessage()
                      : Excerpt.of(String.valueOf(e.getCause().getMessage()))));
    }
  }

  private DatasetException fault(long line, String sentence) {
    return new DatasetException("%s, line %d: %s".formatted(file, line, sentence));
  }

  private static DatasetException unreadable(Path file, IOException e) {
    return new DatasetException(
        "%s cannot be read: %s; make it readable.".formatted(file, e.getMessage()), e);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
