package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/** The main score of a finished job in a few words: {@code AUC 0.871 test, 0.942 seen}. */
final class Headline {
  private Headline() {}

  static String of(List<ScoreRow> rows, List<MetricColumn> columns) {
    return Stream.of(Table.HEADLINE, Table.FOLDS)
        .flatMap(table -> columns.stream().filter(column -> column.in(table)))
        .map(column -> words(rows, column))
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse("not scored");
  }

  private static String words(List<ScoreRow> rows, MetricColumn column) {
    List<String> parts = new ArrayList<>();
    for (Part part : Part.BY_IMPORTANCE) {
      rows.stream()
          .map(ScoreRow::score)
          .filter(score -> score.part() == part && score.metric().equals(column.name()))
          .filter(score -> score.scope().equals(Score.ALL))
          .limit(1)
          .forEach(score -> parts.add(value(score, column) + " " + part.label()));
    }
    return parts.isEmpty() ? "" : column.heading() + " " + String.join(", ", parts);
  }

  private static String value(Score score, MetricColumn column) {
    return Double.isNaN(score.value())
        ? "undefined"
        : String.format(Locale.ROOT, "%." + column.decimals() + "f", score.value());
  }
}
