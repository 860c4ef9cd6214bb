package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * What the headings and marks in the tables of a summary mean.
 *
 * @param plan whose variants the tables show
 * @param rows all scores
 * @param columns of the tables
 */
record TableLegend(StoredPlan plan, List<ScoreRow> rows, Columns columns) {
  /**
   * One sentence each.
   *
   * @param seeds how many there are
   * @param comparesParts whether what was seen stands beside the test
   */
  List<String> sentences(int seeds, boolean comparesParts) {
    List<String> legend = new ArrayList<>();
    String fields =
        plan.data().stream()
            .map(data -> data.field().name())
            .distinct()
            .collect(Collectors.joining(" or "));
    if (comparesParts && plan.data().stream().anyMatch(StoredData::holdsOut)) {
      legend.add(
          "test: test patients at the %s held out, by models that never saw it".formatted(fields));
      legend.add(
          "seen: the same images, by the other folds' models, which trained on that " + fields);
      legend.add("lost: how much worse test is than seen, the price of the unseen " + fields);
    }
    if (plan.data().stream().anyMatch(StoredData::trainsAlone)) {
      legend.add(
          "rows: the %s of training; columns: that of the test patients' images".formatted(fields));
      legend.add("elsewhere: on all but that of training");
    }
    spread(seeds).ifPresent(legend::add);
    if (plan.data().stream().anyMatch(TableLegend::averagesFolds)) {
      legend.add(
          PoolTable.MEAN + ": each fold scored by itself; ±: standard deviation over the folds");
      legend.add(
          "over all folds and seeds: the folds' predictions pooled at each %s, then the mean. This is"
                  .formatted(fields)
              + " the headline: each patient counts once, its interval draws patients, and no fold"
              + " is lost for having one class. It differs from the mean of folds, since it also"
              + " compares probabilities of different models");
    }
    if (rows.stream().anyMatch(row -> !Double.isNaN(row.score().low()))) {
      legend.add("in brackets: 95 % interval; how each was made stands in results.csv");
    }
    legend.addAll(IntervalLegend.of(shown()));
    return legend;
  }

  private static boolean averagesFolds(StoredData data) {
    return !data.holdsOut() && !data.trainsAlone() && data.pools().size() > 1;
  }

  private Optional<String> spread(int seeds) {
    int repeats = plan.data().stream().mapToInt(StoredData::repeats).max().orElse(1);
    String over =
        Stream.of(counted(seeds, "seeds"), counted(repeats, "repeats"))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" and "));
    return over.isEmpty() ? Optional.empty() : Optional.of("±: standard deviation over " + over);
  }

  private static String counted(int count, String what) {
    return count > 1 ? count + " " + what : "";
  }

  private boolean isInTables(ScoreRow row) {
    StoredData data = plan.data(row.variant());
    boolean scored = data.scored().contains(row.fold()) && row.pooled() == data.pooled(row.fold());
    return row.fold().equals(StudyScore.ALL_FOLDS)
        ? row.seed().equals(StudyScore.ALL_SEEDS)
        : scored && row.score().scope().equals(Score.ALL);
  }

  private List<Score> shown() {
    Set<String> names =
        Stream.concat(columns.ofFolds().stream(), columns.measured().stream())
            .flatMap(column -> Stream.of(column, column.mean(), column.lost()))
            .map(MetricColumn::name)
            .collect(Collectors.toSet());
    return rows.stream()
        .filter(this::isInTables)
        .map(ScoreRow::score)
        .filter(score -> names.contains(score.metric()))
        .toList();
  }
}
