package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Pooling;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;

/** Means of what was scored in several folds and seeds, where the metrics' columns ask for them. */
final class Averages {
  private final List<MetricColumn> columns;

  Averages(List<MetricColumn> columns) {
    this.columns = columns;
  }

  /**
   * The rows of a pool of folds: those of its pooled predictions, but means of its folds where a
   * column says so.
   *
   * @param pooled rows of the pooled predictions
   * @param folds rows of the folds of the pool
   */
  List<ScoreRow> ofPool(
      String variant, String pool, long seed, List<ScoreRow> pooled, List<ScoreRow> folds) {
    List<ScoreRow> rows = new ArrayList<>(pooled);
    for (MetricColumn column : columns) {
      if (column.pooling() == Pooling.MEAN) {
        rows.removeIf(row -> row.score().metric().equals(column.name()));
        for (Part part : Part.BY_IMPORTANCE) {
          mean(column, part, named(folds, column, part), "folds")
              .map(mean -> new ScoreRow(variant, pool, true, seed, mean))
              .forEach(rows::add);
        }
      }
    }
    return rows;
  }

  /**
   * The rows of a variant over all folds, for each seed and over all of them, that no metric gave.
   *
   * @param rows of the variant
   * @param seeds those that lack no fold
   */
  List<ScoreRow> overFolds(
      String variant, StoredData data, List<ScoreRow> rows, Collection<Long> seeds) {
    List<ScoreRow> means = new ArrayList<>();
    for (MetricColumn column : columns) {
      if (column.pooling() == Pooling.MEAN || column.in(Table.COMPARISON)) {
        for (Part part : Part.BY_IMPORTANCE) {
          means.addAll(overFolds(variant, data, column, part, named(rows, column, part), seeds));
        }
      }
    }
    if (data.holdsOut()) {
      UnseenPrices prices = new UnseenPrices(variant, data, rows, List.copyOf(seeds));
      columns.forEach(column -> means.addAll(prices.of(column)));
    }
    return means;
  }

  private static List<ScoreRow> overFolds(
      String variant,
      StoredData data,
      MetricColumn column,
      Part part,
      List<ScoreRow> rows,
      Collection<Long> seeds) {
    List<ScoreRow> given =
        rows.stream().filter(row -> row.fold().equals(StudyScore.ALL_FOLDS)).toList();
    if (given.stream().anyMatch(row -> row.seed().equals(StudyScore.ALL_SEEDS))) {
      return List.of();
    }
    List<ScoreRow> averaged = given;
    List<ScoreRow> means = new ArrayList<>();
    String what = "seeds";
    if (given.isEmpty()) {
      boolean pools =
          column.pooling() == Pooling.PREDICTIONS && data.scored().stream().anyMatch(data::pooled);
      String folds = pools ? "pools of folds" : "folds";
      what = folds + " and seeds";
      averaged =
          rows.stream()
              .filter(row -> pools ? isPool(data, row) : !row.pooled())
              .filter(row -> seeds.stream().anyMatch(seed -> row.seed().equals(seed.toString())))
              .toList();
      for (long seed : seeds) {
        String name = Long.toString(seed);
        mean(column, part, averaged.stream().filter(row -> row.seed().equals(name)).toList(), folds)
            .map(mean -> ScoreRow.of(variant, new StudyScore(StudyScore.ALL_FOLDS, name, mean)))
            .forEach(means::add);
      }
    }
    mean(column, part, averaged, what)
        .map(mean -> ScoreRow.of(variant, StudyScore.overAll(mean)))
        .forEach(means::add);
    return means;
  }

  private static boolean isPool(StoredData data, ScoreRow row) {
    return data.scored().contains(row.fold()) && row.pooled() == data.pooled(row.fold());
  }

  private static List<ScoreRow> named(List<ScoreRow> rows, MetricColumn column, Part part) {
    return rows.stream()
        .filter(row -> row.score().metric().equals(column.name()))
        .filter(row -> row.score().part() == part && row.score().scope().equals(Score.ALL))
        .toList();
  }

  /** The mean of what exists; nothing of nothing. */
  private static Stream<Score> mean(
      MetricColumn column, Part part, List<ScoreRow> rows, String what) {
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    double[] values =
        rows.stream()
            .mapToDouble(row -> row.score().value())
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length == 0) {
      String why = rows.get(0).score().note();
      return Stream.of(Score.undefined(column.name(), part, Score.ALL, why));
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    String of = values.length == rows.size() ? "" : " of " + rows.size();
    return Stream.of(
        new Score(
            column.name(),
            part,
            Score.ALL,
            sum / values.length,
            Double.NaN,
            Double.NaN,
            "mean of %d%s %s".formatted(values.length, of, what)));
  }
}
