package org.parfocal.dataset.table.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.dataset.table.internal.TableColumns.Field;
import org.parfocal.imaging.ImageFolder;
import org.parfocal.table.Delimiter;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/** Reads the rows of a cohort's table. */
final class TableRows {
  private final Path table;
  private final Path root;
  private final Delimiter delimiter;
  private final Map<Field, String> names;
  private final TableProblems problems;

  /**
   * Prepares a reading.
   *
   * @param root folder of the images
   * @param names each field's column, as the study names it
   */
  TableRows(
      Path table,
      Path root,
      Delimiter delimiter,
      Map<Field, String> names,
      TableProblems problems) {
    this.table = table;
    this.root = root;
    this.delimiter = delimiter;
    this.names = names;
    this.problems = problems;
  }

  /** The sound rows; the faults of the others are in the problems. */
  List<Row> read(Absences absences, List<String> warnings) {
    try (TextTable text = TextTable.open(table, delimiter)) {
      Optional<TableRow> header = text.next();
      if (header.isEmpty()) {
        problems.add(0, "the table is empty; its first line must name the columns.");
        return List.of();
      }
      TableColumns columns = TableColumns.of(header.get(), text.delimiter(), names, problems);
      problems.refuse(); // without its columns no row can be judged
      warnings.addAll(columns.warnings());
      return rows(
          text, new RowParser(columns, text.delimiter(), ImageFolder.of(root), absences, problems));
    }
  }

  private List<Row> rows(TextTable text, RowParser parser) {
    List<Row> rows = new ArrayList<>();
    Optional<TableRow> row = text.next();
    while (row.isPresent() && !problems.isFull()) {
      parser.parse(row.get()).ifPresent(rows::add);
      row = text.next();
    }
    if (problems.isFull()) {
      problems.thereMayBeMore();
    } else if (rows.isEmpty()) {
      problems.add(0, "the table has no rows below its header.");
    }
    return rows;
  }
}
