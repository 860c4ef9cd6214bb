package org.parfocal.protocol.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;
import org.parfocal.table.Delimiter;
import org.parfocal.table.Excerpt;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/**
 * Reads fold files: the BreaKHis form {@code image|magnification|fold|train}, without a header, or
 * a table of any delimiter with a header that names the columns {@code image}, {@code fold} and
 * {@code part}, and where it is known {@code magnification}.
 */
final class FoldFile {
  private static final Map<String, Part> PARTS =
      Map.of(
          "train", Part.TRAINING,
          "training", Part.TRAINING,
          "val", Part.VALIDATION,
          "valid", Part.VALIDATION,
          "validation", Part.VALIDATION,
          "test", Part.TEST,
          "seen", Part.SEEN);
  private static final SampleField NAME = new SampleField("name");
  private static final Map<String, Integer> PIPED =
      Map.of("image", 0, "magnification", 1, "fold", 2, "part", 3);

  private FoldFile() {}

  /**
   * A row.
   *
   * @param where file and line
   * @param image file name or sample id
   * @param magnification as written, or empty
   * @param fold fold name
   * @param part training, validation, test or seen
   */
  record Row(String where, String image, String magnification, String fold, Part part) {}

  /** The rows of a file, or of every {@code .txt} and {@code .csv} file of a folder. */
  static List<Row> read(Path path) {
    List<Row> rows = new ArrayList<>();
    for (Path file : files(path)) {
      try (TextTable table = TextTable.open(file)) {
        rows.addAll(rows(file, table));
      }
    }
    if (rows.isEmpty()) {
      throw new DatasetException("The fold file %s holds no rows.".formatted(path));
    }
    return rows;
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw new DatasetException(
          "The fold file %s does not exist; protocol.path must name a file or a folder of them."
              .formatted(path));
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(FoldFile::isTable).filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new DatasetException(
          "The folder of fold files %s cannot be listed: %s; make it readable."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".csv");
  }

  private static List<Row> rows(Path file, TextTable table) {
    List<Row> rows = new ArrayList<>();
    Optional<TableRow> next = table.next();
    Map<String, Integer> columns = next.map(first -> columns(file, first)).orElse(Map.of());
    if (table.delimiter() == Delimiter.PIPE && !columns.containsKey("image")) {
      columns = PIPED;
    } else {
      next = next.flatMap(header -> table.next());
    }
    boolean piped = columns == PIPED;
    while (next.isPresent()) {
      if (piped && next.get().cells().size() != PIPED.size()) {
        throw new DatasetException(
            "%s line %d has %d fields instead of the four of image|magnification|fold|train."
                .formatted(file.getFileName(), next.get().line(), next.get().cells().size()));
      }
      rows.add(row(file, columns, next.get()));
      next = table.next();
    }
    return rows;
  }

  /** Where each column stands, by its name without regard to letter case. */
  private static Map<String, Integer> columns(Path file, TableRow header) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String name = Spelling.key(NAME, header.cells().get(i));
      if (PIPED.containsKey(name) && columns.putIfAbsent(name, i) != null) {
        throw new DatasetException(
            "%s line %d names the column %s twice; leave out one."
                .formatted(file.getFileName(), header.line(), name));
      }
    }
    return columns;
  }

  private static Row row(Path file, Map<String, Integer> columns, TableRow row) {
    String where = file.getFileName() + " line " + row.line();
    String image = value(columns, row, where, "image");
    String fold = value(columns, row, where, "fold");
    String part = value(columns, row, where, "part");
    @Nullable Part known = PARTS.get(Spelling.key(NAME, part));
    if (known == null) {
      throw new DatasetException(
          "%s says \"%s\" of image \"%s\" in fold \"%s\"; train, validation, test or seen is needed."
              .formatted(where, Excerpt.of(part), Excerpt.of(image), Excerpt.of(fold)));
    }
    return new Row(where, image, optional(columns, row, "magnification"), fold, known);
  }

  private static String value(
      Map<String, Integer> columns, TableRow row, String where, String column) {
    String value = optional(columns, row, column);
    if (Spelling.isMissing(value)) {
      throw new DatasetException(
          "%s has no value in the column %s; the columns image, fold and part are needed."
              .formatted(where, column));
    }
    return value;
  }

  private static String optional(Map<String, Integer> columns, TableRow row, String column) {
    Integer position = columns.get(column);
    return position == null || position >= row.cells().size() ? "" : row.cells().get(position);
  }
}
