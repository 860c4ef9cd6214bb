package org.parfocal.core.internal.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/** The main score of a finished job in a few words: {@code AUC 0.871 test}. */
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
    return Part.BY_IMPORTANCE.stream()
        .flatMap(part -> rows.stream().map(ScoreRow::score).filter(score -> score.part() == part))
        .filter(score -> score.metric().equals(column.name()))
        .filter(score -> score.scope().equals(Score.ALL))
        .findFirst()
        .map(score -> column.heading() + " " + value(score, column) + " " + score.part().label())
        .orElse("");
  }

  private static String value(Score score, MetricColumn column) {
    return Double.isNaN(score.value())
        ? "undefined"
        : String.format(Locale.ROOT, "%." + column.decimals() + "f", score.value());
  }
}
