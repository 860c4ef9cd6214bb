package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * The averages of one measure over the domains and seeds of a study: of the test, of the same
 * images by the models that saw their domain in training, and of what lies between, the price of
 * the unseen domain. A domain in which a measure is undefined with each patient counted once is
 * left out of its mean; one in which it is undefined only for other weights makes the mean
 * undefined.
 */
final class StudyAverages {
  private final StudyPools pools;
  private final MetricColumn column;
  private final int measure;
  private final double[][][] point;
  private final int[] allDomains;

  /** Of each domain the pools of the models that did not see it, and of those that did. */
  private final int[][] unseen;

  private final int[][] seen;

  /**
   * The averages of a measure.
   *
   * @param measure place of the column's values
   * @param point the values with each patient counted once
   */
  StudyAverages(StudyPools pools, MetricColumn column, int measure, double[][][] point) {
    this.pools = pools;
    this.column = column;
    this.measure = measure;
    this.point = point;
    allDomains = IntStream.range(0, pools.domains().size()).toArray();
    unseen = byModel(Part.TEST);
    seen = byModel(Part.SEEN);
  }

  /** What is averaged: a number of one domain and seed. */
  @FunctionalInterface
  private interface Number {
    double of(double[][][] values, int domain, int seed);
  }

  /** A number with its name and what is to be said of it. */
  private record Averaged(MetricColumn column, Part part, Number number, String remark) {}

  /** In the order of reports. */
  List<StudyStatistic> statistics() {
    Averaged tested = new Averaged(column.mean(), Part.TEST, this::tested, "");
    List<StudyStatistic> statistics = new ArrayList<>(averages(tested));
    if (column.in(Table.HEADLINE)) {
      statistics.add(1, worst(tested));
    }
    if (Arrays.stream(seen).anyMatch(models -> models.length > 0)) {
      String by = "the same images by the models that trained on their " + pools.field();
      boolean smaller = column.better() == Better.SMALLER;
      statistics.addAll(averages(new Averaged(column.seen(), Part.SEEN, this::seen, by)));
      statistics.addAll(
          averages(
              new Averaged(
                  column.lost(),
                  Part.TEST,
                  (values, domain, seed) ->
                      smaller
                          ? unseen(values, domain, seed) - seen(values, domain, seed)
                          : seen(values, domain, seed) - unseen(values, domain, seed),
                  smaller ? "test minus seen" : "seen minus test")));
    }
    return statistics;
  }

  /** Of the test, over all domains and seeds. */
  StudyStatistic mean() {
    return averages(new Averaged(column.mean(), Part.TEST, this::tested, "")).get(0);
  }

  /** Of the test, at each domain over all seeds; none where there is one domain. */
  List<StudyStatistic> domainMeans() {
    return averages(new Averaged(column.mean(), Part.TEST, this::tested, "")).stream()
        .filter(statistic -> !statistic.scope().equals(Score.ALL))
        .toList();
  }

  private int[][] byModel(Part part) {
    return Arrays.stream(allDomains)
        .mapToObj(domain -> pools.byModel(part, domain))
        .toArray(int[][]::new);
  }

  private double tested(double[][][] values, int domain, int seed) {
    return values[domain][seed][measure];
  }

  private double unseen(double[][][] values, int domain, int seed) {
    return ofModels(values, unseen[domain], seed);
  }

  private double seen(double[][][] values, int domain, int seed) {
    return ofModels(values, seen[domain], seed);
  }

  private double ofModels(double[][][] values, int[] places, int seed) {
    double sum = 0;
    for (int place : places) {
      sum += values[place][seed][measure];
    }
    return sum / places.length;
  }

  private List<StudyStatistic> averages(Averaged of) {
    int[] seeds = IntStream.range(0, pools.seeds().size()).toArray();
    int[] defined = Arrays.stream(allDomains).filter(domain -> isDefined(of, domain)).toArray();
    List<StudyStatistic> averages = new ArrayList<>();
    averages.add(mean(of, StudyScore.ALL_SEEDS, Score.ALL, defined, seeds));
    if (allDomains.length > 1) {
      for (int domain : allDomains) {
        String scope = pools.domains().get(domain);
        averages.add(mean(of, StudyScore.ALL_SEEDS, scope, new int[] {domain}, seeds));
      }
    }
    for (int seed : seeds) {
      String name = Long.toString(pools.seeds().get(seed));
      averages.add(mean(of, name, Score.ALL, defined, new int[] {seed}));
    }
    return averages;
  }

  private boolean isDefined(Averaged of, int domain) {
    return IntStream.range(0, pools.seeds().size())
        .noneMatch(seed -> Double.isNaN(of.number.of(point, domain, seed)));
  }

  /** Where it is undefined, in words; or empty. */
  private String missing(Averaged of) {
    String undefined =
        Arrays.stream(allDomains)
            .filter(domain -> !isDefined(of, domain))
            .mapToObj(pools.domains()::get)
            .collect(Collectors.joining(", "));
    return undefined.isEmpty() ? "" : "undefined at " + undefined;
  }

  private StudyStatistic mean(Averaged of, String seed, String scope, int[] domains, int[] seeds) {
    boolean all = scope.equals(Score.ALL);
    String over = "mean over " + counted(seeds.length, "seed");
    String remark =
        all
            ? joined(
                over + " and " + counted(domains.length, pools.field().name()),
                missing(of),
                of.remark)
            : joined(over, of.remark);
    return new StudyStatistic(
        of.column.name(),
        of.part,
        seed,
        scope,
        (values, weights) -> mean(of.number, values, domains, seeds, weights),
        "",
        remark,
        all ? missing(of) : "undefined at " + scope);
  }

  private StudyStatistic worst(Averaged of) {
    int[] seeds = IntStream.range(0, pools.seeds().size()).toArray();
    int[] once = PatientBootstrap.once(seeds.length);
    int[] defined = Arrays.stream(allDomains).filter(domain -> isDefined(of, domain)).toArray();
    boolean smaller = column.better() == Better.SMALLER;
    // Of each weighting anew, so that its interval accounts for the picking.
    StudyStatistic.Value worst =
        (values, weights) -> {
          double most = smaller ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
          for (int domain : defined) {
            double mean = mean(of.number, values, new int[] {domain}, seeds, weights);
            most = smaller ? Math.max(most, mean) : Math.min(most, mean);
          }
          return defined.length == 0 ? Double.NaN : most;
        };
    String at =
        Arrays.stream(defined)
            .filter(
                domain ->
                    mean(of.number, point, new int[] {domain}, seeds, once)
                        == worst.of(point, once))
            .mapToObj(
                domain -> (smaller ? "largest at " : "smallest at ") + pools.domains().get(domain))
            .findFirst()
            .orElse("");
    return new StudyStatistic(
        column.worst().name(),
        of.part,
        StudyScore.ALL_SEEDS,
        Score.ALL,
        worst,
        "",
        joined(at, "mean over " + counted(seeds.length, "seed"), missing(of)),
        missing(of));
  }

  private static double mean(
      Number number, double[][][] values, int[] domains, int[] seeds, int[] weights) {
    double sum = 0;
    int counted = 0;
    for (int domain : domains) {
      for (int seed : seeds) {
        // A seed that is not drawn may be undefined.
        if (seeds.length == 1 || weights[seed] > 0) {
          int weight = seeds.length == 1 ? 1 : weights[seed];
          sum += weight * number.of(values, domain, seed);
          counted += weight;
        }
      }
    }
    return sum / counted;
  }

  private static String joined(String... notes) {
    return Stream.of(notes).filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
