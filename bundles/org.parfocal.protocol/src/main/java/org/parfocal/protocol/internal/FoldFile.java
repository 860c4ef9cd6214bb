package org.parfocal.protocol.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Part;

/**
 * Reads fold files: the BreaKHis form {@code image|magnification|fold|train}, without a header, or
 * CSV with a header that names the columns {@code image}, {@code fold} and {@code part}, and where
 * it is known {@code magnification}.
 */
final class FoldFile {
  private static final long MAX_BYTES = 256L << 20;
  private static final Map<String, Part> PARTS =
      Map.of(
          "train", Part.TRAINING,
          "training", Part.TRAINING,
          "val", Part.VALIDATION,
          "valid", Part.VALIDATION,
          "validation", Part.VALIDATION,
          "test", Part.TEST);

  private FoldFile() {}

  /**
   * A row.
   *
   * @param where file and line
   * @param image file name or sample id
   * @param magnification as written, or empty
   * @param fold fold name
   * @param part training, validation or test
   */
  record Row(String where, String image, String magnification, String fold, Part part) {}

  /** The rows of a file, or of every {@code .txt} and {@code .csv} file of a folder. */
  static List<Row> read(Path path) {
    try {
      List<Row> rows = new ArrayList<>();
      for (Path file : files(path)) {
        rows.addAll(readFile(file));
      }
      if (rows.isEmpty()) {
        throw new DatasetException("The fold file %s holds no rows.".formatted(path));
      }
      return rows;
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(
          "The fold file %s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new DatasetException(
          "The fold file %s does not exist; protocol.path must name a file or a folder of them."
              .formatted(path));
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(FoldFile::isTable).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".csv");
  }

  private static List<Row> readFile(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new DatasetException(
          "The fold file %s is larger than %d MB, which no fold file is."
              .formatted(file, MAX_BYTES >> 20));
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      reader.mark(1 << 16);
      String first = reader.readLine();
      reader.reset();
      boolean piped = first != null && first.contains("|");
      CSVFormat.Builder format =
          CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true);
      if (piped) {
        format.setDelimiter('|').setQuote(null);
      } else {
        format.setHeader().setSkipHeaderRecord(true).setIgnoreHeaderCase(true);
      }
      try (CSVParser parser = format.get().parse(reader)) {
        return rows(file, parser, piped);
      }
    } catch (IllegalArgumentException e) {
      throw new DatasetException(
          "The fold file %s has a broken header: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Row> rows(Path file, CSVParser parser, boolean piped) {
    List<Row> rows = new ArrayList<>();
    for (CSVRecord entry : parser) {
      String where = file.getFileName() + " line " + parser.getCurrentLineNumber();
      if (piped) {
        if (entry.size() != 4) {
          throw new DatasetException(
              "%s has %d fields instead of the four of image|magnification|fold|train."
                  .formatted(where, entry.size()));
        }
        rows.add(row(where, entry.get(0), entry.get(1), entry.get(2), entry.get(3)));
      } else {
        rows.add(
            row(
                where,
                field(entry, where, "image"),
                optional(entry, "magnification"),
                field(entry, where, "fold"),
                field(entry, where, "part")));
      }
    }
    return rows;
  }

  private static String field(CSVRecord entry, String where, String column) {
    String value = optional(entry, column);
    if (value.isEmpty()) {
      throw new DatasetException(
          "%s has no value in the column %s; the columns image, fold and part are needed."
              .formatted(where, column));
    }
    return value;
  }

  private static String optional(CSVRecord entry, String column) {
    return entry.isSet(column) ? entry.get(column) : "";
  }

  private static Row row(
      String where, String image, String magnification, String fold, String part) {
    @Nullable Part known = PARTS.get(part.toLowerCase(Locale.ROOT));
    if (known == null || image.isEmpty() || fold.isEmpty()) {
      throw new DatasetException(
          "%s says \"%s\" of image \"%s\" in fold \"%s\"; train, validation or test is needed."
              .formatted(where, part, image, fold));
    }
    return new Row(where, image, magnification, fold, known);
  }
}
