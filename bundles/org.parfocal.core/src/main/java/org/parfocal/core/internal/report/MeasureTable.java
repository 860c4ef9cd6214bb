package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.text.Markdown;

/**
 * Every number that is measured of a variant over all folds and seeds, one row each: of the test,
 * and, where folds hold a domain out, of what training saw, and what lies between.
 */
final class MeasureTable {
  private static final String ABSENT = "–";

  private MeasureTable() {}

  /** Empty if nothing is measured. */
  static String text(String variant, Columns columns, ScoreIndex scores) {
    boolean priced = columns.measured().stream().anyMatch(columns::isPriced);
    List<String> header = new ArrayList<>(List.of("over all folds and seeds", "test"));
    if (priced) {
      header.addAll(List.of("seen", "lost"));
    }
    MarkdownTable table = new MarkdownTable(header);
    boolean empty = true;
    Set<String> without = new LinkedHashSet<>();
    for (MetricColumn column : columns.measured()) {
      List<String> cells = new ArrayList<>(List.of(column.heading()));
      String mean = cell(variant, column.mean(), scores);
      cells.add(mean.equals(ABSENT) ? cell(variant, column, scores) : mean);
      if (priced) {
        cells.add(cell(variant, column.seen(), scores));
        cells.add(cell(variant, column.lost(), scores));
      }
      if (cells.subList(1, cells.size()).stream().anyMatch(cell -> !cell.equals(ABSENT))) {
        table.add(cells);
        empty = false;
        if (cells.subList(1, cells.size()).stream().anyMatch(MeasureTable::isBare)
            && !isOfFewPatients(variant, column, scores)) {
          without.add(column.heading());
        }
      }
    }
    String said =
        without.isEmpty()
            ? ""
            : "\n- no interval, because the metric gives none: %s\n"
                .formatted(Markdown.inline(String.join(", ", without)));
    return empty ? "" : table.text() + said;
  }

  /** Whether a cell is a number without an interval. */
  private static boolean isBare(String cell) {
    return !cell.equals(ABSENT) && !cell.startsWith("undefined") && !cell.contains("[");
  }

  /** Whether an interval was not computed because patients are few, which another line says. */
  private static boolean isOfFewPatients(String variant, MetricColumn column, ScoreIndex scores) {
    return Stream.of(column, column.mean(), column.seen(), column.lost())
        .flatMap(shown -> scores.overSeeds(variant, shown, Score.ALL).stream())
        .anyMatch(Score::isOfFewPatients);
  }

  private static String cell(String variant, MetricColumn column, ScoreIndex scores) {
    return scores
        .overSeeds(variant, column, Score.ALL)
        .map(score -> Tally.of(List.of(score), 0).cell(NumberStyle.of(column)) + of(score.part()))
        .orElse(ABSENT);
  }

  private static String of(Part part) {
    return part == Part.TEST || part == Part.SEEN ? "" : " (%s)".formatted(part.label());
  }
}
