package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Pooling;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;

/** What the metrics of a study declare, in their order, as far as there are rows of it. */
final class Columns {
  private final List<MetricColumn> declared;
  private final Set<String> ofFolds;
  private final Set<String> overFolds;
  private final Set<String> scoped;

  /**
   * The columns of a study.
   *
   * @param declared by its metrics
   * @param rows of the study
   */
  Columns(List<MetricColumn> declared, List<ScoreRow> rows) {
    this.declared = completed(declared, names(rows, row -> true));
    Predicate<ScoreRow> all = row -> row.score().scope().equals(Score.ALL);
    ofFolds = names(rows, all.and(row -> !isOverFolds(row)));
    overFolds = names(rows, all.and(Columns::isOverFolds));
    scoped = names(rows, all.negate().and(Columns::isOverFolds));
  }

  /** With the means and prices of which there are rows, behind what they are made of. */
  private static List<MetricColumn> completed(List<MetricColumn> declared, Set<String> present) {
    Set<String> names = declared.stream().map(MetricColumn::name).collect(Collectors.toSet());
    List<MetricColumn> all = new ArrayList<>();
    for (MetricColumn column : declared) {
      all.add(column);
      Table[] where = column.in(Table.HEADLINE) ? new Table[] {Table.COMPARISON} : new Table[0];
      Stream.of(
              column.validation().shown(where),
              column.mean(),
              column.seen().shown(where),
              column.lost().shown(where))
          .filter(made -> present.contains(made.name()) && !names.contains(made.name()))
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  /** All of them, in the order of reports. */
  List<MetricColumn> all() {
    return declared;
  }

  /** Those that are measured or averaged over all folds and seeds. */
  List<MetricColumn> measured() {
    return declared.stream()
        .filter(
            column ->
                overFolds.contains(column.mean().name())
                    || isPriced(column)
                    || column.pooling() == Pooling.MEAN && overFolds.contains(column.name()))
        .toList();
  }

  /** Whether it is known what an unseen domain costs of it. */
  boolean isPriced(MetricColumn column) {
    return overFolds.contains(column.lost().name());
  }

  private static boolean isOverFolds(ScoreRow row) {
    return row.fold().equals(StudyScore.ALL_FOLDS);
  }

  private static Set<String> names(List<ScoreRow> rows, Predicate<ScoreRow> condition) {
    return rows.stream()
        .filter(condition)
        .map(row -> row.score().metric())
        .collect(Collectors.toSet());
  }

  private List<MetricColumn> shown(Table table, Set<String> present) {
    return declared.stream()
        .filter(column -> column.in(table) && present.contains(column.name()))
        .toList();
  }

  /** Those of the tables of folds, the main one first. */
  List<MetricColumn> ofFolds() {
    Set<MetricColumn> columns = new LinkedHashSet<>();
    shown(Table.HEADLINE, ofFolds).stream().limit(1).forEach(columns::add);
    columns.addAll(shown(Table.FOLDS, ofFolds));
    return List.copyOf(columns);
  }

  /** Those of the comparison. */
  List<MetricColumn> ofComparison() {
    return shown(Table.COMPARISON, overFolds);
  }

  /** Whether it is a mean, a gain or a price of the measure of the headline. */
  boolean isOfHeadline(MetricColumn column) {
    return declared.stream()
        .filter(measure -> measure.in(Table.HEADLINE))
        .limit(1)
        .flatMap(
            of ->
                Stream.of(of, of.validation(), of.mean(), of.seen(), of.lost(), of.worst())
                    .flatMap(made -> Stream.of(made, made.difference(""))))
        .anyMatch(made -> made.name().equals(column.name()));
  }

  /** Those that have a table of their own. */
  List<MetricColumn> ofScopes() {
    return shown(Table.SCOPES, scoped);
  }

  /** The column of this name. */
  Optional<MetricColumn> named(String name) {
    return declared.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** What the shown columns are, one line each. */
  List<String> legend() {
    Set<MetricColumn> shown = new LinkedHashSet<>(ofFolds());
    shown.addAll(ofComparison());
    shown.addAll(ofScopes());
    return shown.stream()
        .filter(column -> !column.description().isEmpty())
        .map(column -> column.heading() + ": " + words(column))
        .distinct()
        .toList();
  }

  private String words(MetricColumn column) {
    List<String> words = new ArrayList<>(List.of(column.description()));
    if (!column.unit().isEmpty()) {
      words.add(column.unit());
    }
    switch (column.better()) {
      case LARGER -> words.add("larger is better");
      case SMALLER -> words.add("smaller is better");
      case NEITHER -> {}
    }
    named(column.chance()).ifPresent(by -> words.add("in parentheses: " + by.heading()));
    return String.join("; ", words);
  }
}
