package org.parfocal.dataset.synthetic.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.parfocal.api.DatasetException;

/** Reads an index in the form path,class,subtype,slide,magnification,seq. */
final class IndexFile {
  static final String HEADER = "path,class,subtype,slide,magnification,seq";

  private static final long LARGEST = 64L << 20;
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
    List<String> lines = lines(file);
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new DatasetException("The index " + file + " must begin with the line " + HEADER + ".");
    }
    List<Row> rows = new ArrayList<>(lines.size());
    Set<String> paths = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      Row row = row(file, i + 1, lines.get(i).strip());
      if (!paths.add(row.path())) {
        throw fault(file, i + 1, "the path " + row.path() + " occurs twice");
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new DatasetException("The index " + file + " lists no image.");
    }
    return rows;
  }

  private static List<String> lines(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new DatasetException(
            "The index " + file + " does not exist; set dataset.index to a CSV file.");
      }
      if (Files.size(file) > LARGEST) {
        throw new DatasetException("The index " + file + " is larger than 64 MiB.");
      }
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new DatasetException(
          "The index " + file + " cannot be read as UTF-8 text: " + e.getMessage() + ".", e);
    }
  }

  private static Row row(Path file, int line, String text) {
    String[] cells = text.split(",", -1);
    if (cells.length != 6) {
      throw fault(file, line, "has " + cells.length + " columns instead of 6");
    }
    String path = cells[0];
    if (!PATH.matcher(path).matches() || path.contains("..") || path.contains("//")) {
      throw fault(file, line, "the path is not a plain relative one");
    }
    LesionType subtype =
        LesionType.of(cells[2])
            .orElseThrow(() -> fault(file, line, "the subtype '" + cells[2] + "' is unknown"));
    if (!cells[1].equals(subtype.malignant() ? "malignant" : "benign")) {
      throw fault(file, line, cells[2] + " cannot be of class '" + cells[1] + "'");
    }
    for (int i = 3; i < 6; i++) {
      if (!NAME.matcher(cells[i]).matches()) {
        throw fault(file, line, "the value '" + cells[i] + "' is not a plain name");
      }
    }
    String magnification = cells[4].endsWith("X") ? cells[4] : cells[4] + "X";
    return new Row(path, subtype, cells[3], magnification, cells[5]);
  }

  private static DatasetException fault(Path file, int line, String what) {
    return new DatasetException("Index " + file + ", line " + line + ": " + what + ".");
  }
}
