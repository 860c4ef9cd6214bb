package org.parfocal.core.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.text.Csv;

/** {@code results.csv}: one row a score; an empty value is one that does not exist. */
public final class ScoreFile {
  private ScoreFile() {}

  /** The file's text. */
  public static String text(String study, List<ScoreRow> rows) {
    List<String> header = new ArrayList<>(List.of("study"));
    header.addAll(ScoreRow.columns());
    return Csv.text(header, rows.stream().map(row -> cells(study, row)).toList());
  }

  private static List<Object> cells(String study, ScoreRow row) {
    List<Object> cells = new ArrayList<>(List.of(study));
    cells.addAll(row.members().values());
    return cells;
  }
}
