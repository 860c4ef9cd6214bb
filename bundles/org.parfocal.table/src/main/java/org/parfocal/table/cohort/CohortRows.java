package org.parfocal.table.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/** Reads the rows of a cohort's table. */
final class CohortRows<S> {
  private final Path table;
  private final CohortSettings settings;
  private final RowSource<S> sources;
  private final RowAgreement agreement;
  private final CohortProblems problems;

  CohortRows(
      Path table,
      CohortSettings settings,
      RowSource<S> sources,
      RowAgreement agreement,
      CohortProblems problems) {
    this.table = table;
    this.settings = settings;
    this.sources = sources;
    this.agreement = agreement;
    this.problems = problems;
  }

  /** The sound rows; the faults of the others are in the problems. */
  List<CohortRow<S>> read(Absences absences, List<String> warnings) {
    try (TextTable text = TextTable.open(table, settings.delimiter())) {
      Optional<TableRow> header = text.next();
      if (header.isEmpty()) {
        problems.add(0, "the table is empty; its first line must name the columns.");
        return List.of();
      }
      CohortColumns columns = CohortColumns.of(header.get(), text.delimiter(), settings, problems);
      problems.refuse(); // without its columns no row can be judged
      warnings.addAll(columns.warnings());
      return rows(
          text, new RowParser<>(columns, text.delimiter(), settings, sources, absences, problems));
    }
  }

  private List<CohortRow<S>> rows(TextTable text, RowParser<S> parser) {
    List<CohortRow<S>> rows = new ArrayList<>();
    Optional<TableRow> row = text.next();
    while (row.isPresent() && !problems.isFull()) {
      Optional<CohortRow<S>> parsed = parser.parse(row.get());
      // Here, so that a table of the same rows over and over is not read to its end.
      parsed.ifPresent(agreement::checkId);
      parsed.ifPresent(rows::add);
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
