package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Fold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;

/**
 * What a domain that was held out scores by the other folds' models, which trained on it, and what
 * is lost without: from the rows of folds, where a metric gives no such numbers itself. These have
 * no interval.
 */
final class UnseenPrices {
  private static final String NO_INTERVAL = "; no interval: the metric gives none";

  private final String variant;
  private final StoredData data;
  private final List<ScoreRow> rows;
  private final List<Long> seeds;
  private final List<Run> runs;

  /** What is compared within itself: the models of one seed and repeat of the split. */
  private record Run(long seed, int repeat) {}

  /**
   * Of a variant.
   *
   * @param rows of its folds and pools of folds
   * @param seeds those that lack no fold
   */
  UnseenPrices(String variant, StoredData data, List<ScoreRow> rows, List<Long> seeds) {
    this.variant = variant;
    this.data = data;
    this.rows = rows;
    this.seeds = seeds;
    this.runs =
        seeds.stream()
            .flatMap(
                seed ->
                    IntStream.rangeClosed(1, data.repeats())
                        .mapToObj(repeat -> new Run(seed, repeat)))
            .toList();
  }

  /** The rows of a column; none where no part can be compared with another one. */
  List<ScoreRow> of(MetricColumn column) {
    List<ScoreRow> own =
        rows.stream()
            .filter(row -> row.score().metric().equals(column.name()))
            .filter(row -> !row.fold().equals(StudyScore.ALL_FOLDS))
            .filter(row -> row.pooled() == data.pooled(row.fold()))
            .toList();
    boolean given =
        rows.stream().anyMatch(row -> row.score().metric().equals(column.seen().name()));
    List<String> pools = data.pools();
    double[][] seen = new double[pools.size()][runs.size()];
    double[][] lost = new double[pools.size()][runs.size()];
    for (int pool = 0; pool < pools.size(); pool++) {
      for (int run = 0; run < runs.size(); run++) {
        seen[pool][run] = seen(own, pools.get(pool), runs.get(run));
        double tested = tested(own, pools.get(pool), runs.get(run));
        lost[pool][run] =
            column.better() == Better.SMALLER ? tested - seen[pool][run] : seen[pool][run] - tested;
      }
    }
    if (given || Arrays.stream(lost).flatMapToDouble(Arrays::stream).allMatch(Double::isNaN)) {
      return List.of();
    }
    List<ScoreRow> prices = new ArrayList<>(rows(column.seen(), Part.SEEN, seen));
    prices.addAll(rows(column.lost(), Part.TEST, lost));
    return prices;
  }

  private static double tested(List<ScoreRow> own, String pool, Run run) {
    return values(own, Part.TEST, Score.ALL, run)
        .filter(row -> row.fold().equals(Fold.named(pool, run.repeat())))
        .mapToDouble(row -> row.score().value())
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The mean over the other pools' models of what they score on this one's domain. */
  private double seen(List<ScoreRow> own, String pool, Run run) {
    Set<String> others =
        data.pools().stream()
            .filter(name -> !name.equals(pool))
            .map(name -> Fold.named(name, run.repeat()))
            .collect(Collectors.toSet());
    return values(own, Part.SEEN, pool, run)
        .filter(row -> others.contains(row.fold()))
        .mapToDouble(row -> row.score().value())
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static Stream<ScoreRow> values(List<ScoreRow> own, Part part, String scope, Run run) {
    return own.stream()
        .filter(row -> row.score().part() == part && row.score().scope().equals(scope))
        .filter(row -> row.seed().equals(Long.toString(run.seed())));
  }

  private List<ScoreRow> rows(MetricColumn column, Part part, double[][] values) {
    List<ScoreRow> made = new ArrayList<>();
    double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    made.add(row(column, part, Score.ALL, StudyScore.ALL_SEEDS, all));
    for (int pool = 0; pool < values.length; pool++) {
      String scope = data.pools().get(pool);
      made.add(row(column, part, scope, StudyScore.ALL_SEEDS, values[pool]));
    }
    for (int seed = 0; seed < seeds.size(); seed++) {
      int first = seed * data.repeats();
      double[] ofSeed =
          Arrays.stream(values)
              .flatMapToDouble(pool -> Arrays.stream(pool, first, first + data.repeats()))
              .toArray();
      made.add(row(column, part, Score.ALL, Long.toString(seeds.get(seed)), ofSeed));
    }
    return made;
  }

  private ScoreRow row(MetricColumn column, Part part, String scope, String seed, double[] values) {
    double[] defined = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    String of = defined.length == values.length ? "" : " of " + values.length;
    Score score =
        defined.length == 0
            ? Score.undefined(column.name(), part, scope, "undefined in all folds")
            : new Score(
                column.name(),
                part,
                scope,
                Arrays.stream(defined).average().orElseThrow(),
                Double.NaN,
                Double.NaN,
                "mean of %d%s pools of folds and seeds%s"
                    .formatted(defined.length, of, NO_INTERVAL));
    return ScoreRow.of(variant, new StudyScore(StudyScore.ALL_FOLDS, seed, score));
  }
}
