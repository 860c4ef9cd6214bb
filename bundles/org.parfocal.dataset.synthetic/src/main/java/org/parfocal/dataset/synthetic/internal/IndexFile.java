package org.parfocal.dataset.synthetic.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.parfocal.api.DatasetException;
import org.parfocal.table.Delimiter;
import org.parfocal.table.Excerpt;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/** Reads an index in the form path,class,subtype,slide,magnification,seq. */
final class IndexFile {
  static final String HEADER = "path,class,subtype,slide,magnification,seq";

  private static final List<String> COLUMNS = List.of(HEADER.split(","));
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,499}");

  /**
   * One image that is to be drawn.
   *
   * @param path relative, with slashes
   * @param subtype architecture; decides the class
   * @param slide slide id, which is the patient too
   * @param magnification as images are named, with the X
   * @param sequence image number as written
   */
  record Row(
      String path, LesionType subtype, String slide, String magnification, String sequence) {}

  private IndexFile() {}

  static List<Row> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(
          "The index " + file + " does not exist; set dataset.index to a CSV file.");
    }
    try (TextTable table = TextTable.open(file, Delimiter.COMMA)) {
      if (!table.next().map(TableRow::cells).equals(Optional.of(COLUMNS))) {
        throw new DatasetException(
            "The index " + file + " must begin with the line " + HEADER + ".");
      }
      return rows(file, table);
    }
  }

  private static List<Row> rows(Path file, TextTable table) {
    List<Row> rows = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Optional<TableRow> next = table.next(); next.isPresent(); next = table.next()) {
      long line = next.get().line();
      Row row = row(file, line, next.get().cells());
      if (!paths.add(row.path())) {
        throw fault(file, line, "the path " + row.path() + " occurs twice");
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new DatasetException("The index " + file + " lists no image.");
    }
    return rows;
  }

  private static Row row(Path file, long line, List<String> cells) {
    if (cells.size() != COLUMNS.size()) {
      throw fault(file, line, "has " + cells.size() + " columns instead of " + COLUMNS.size());
    }
    String path = cells.get(0);
    if (!PATH.matcher(path).matches() || path.contains("..") || path.contains("//")) {
      throw fault(file, line, "the path is not a plain relative one");
    }
    LesionType subtype =
        LesionType.of(cells.get(2))
            .orElseThrow(
                () ->
                    fault(file, line, "the subtype '" + Excerpt.of(cells.get(2)) + "' is unknown"));
    if (!cells.get(1).equals(subtype.malignant() ? "malignant" : "benign")) {
      throw fault(
          file, line, cells.get(2) + " cannot be of class '" + Excerpt.of(cells.get(1)) + "'");
    }
    for (int i = 3; i < 6; i++) {
      if (!NAME.matcher(cells.get(i)).matches()) {
        throw fault(file, line, "the value '" + Excerpt.of(cells.get(i)) + "' is not a plain name");
      }
    }
    String magnification = cells.get(4).endsWith("X") ? cells.get(4) : cells.get(4) + "X";
    return new Row(path, subtype, cells.get(3), magnification, cells.get(5));
  }

  private static DatasetException fault(Path file, long line, String what) {
    return new DatasetException("Index " + file + ", line " + line + ": " + what + ".");
  }
}
