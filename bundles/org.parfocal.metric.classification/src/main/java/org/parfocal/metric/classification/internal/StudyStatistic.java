package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

/**
 * One number of a study as a function of {@link PooledTest#values}.
 *
 * @param metric name, for example {@code mean-auc}
 * @param seed a seed, or {@link StudyScore#ALL_SEEDS}
 * @param scope {@link Score#ALL} or a domain
 * @param value NaN where it is undefined
 * @param remark on what was averaged
 * @param undefined why it is undefined, if it is
 */
record StudyStatistic(
    String metric,
    String seed,
    String scope,
    ToDoubleFunction<double[][][]> value,
    String remark,
    String undefined) {

  /**
   * The numbers of a variant, in the order of reports. A domain in which a measure is undefined
   * with each patient counted once is left out of its mean; one in which it is undefined only for
   * other weights makes the mean undefined.
   */
  static List<StudyStatistic> of(PooledTest test) {
    double[][][] point = test.point();
    List<StudyStatistic> statistics = new ArrayList<>();
    for (StudyMeasure measure : StudyMeasure.values()) {
      statistics.addAll(new Averages(test, measure, point).statistics());
    }
    return statistics;
  }

  /** The same number, meant as this variant's minus another one's. */
  StudyStatistic difference() {
    return new StudyStatistic(metric + "-difference", seed, scope, value, remark, undefined);
  }

  /**
   * As a score.
   *
   * @param of its value
   * @param comparison what it was compared with; may be empty
   */
  StudyScore score(double of, PatientBootstrap.Interval interval, String comparison) {
    if (Double.isNaN(of)) {
      return new StudyScore(
          StudyScore.ALL_FOLDS, seed, Score.undefined(metric, Part.TEST, scope, undefined));
    }
    String note = ScopeResult.joined(interval.note(), comparison, remark);
    return new StudyScore(
        StudyScore.ALL_FOLDS,
        seed,
        new Score(metric, Part.TEST, scope, of, interval.low(), interval.high(), note));
  }

  /** The averages of one measure. */
  private static final class Averages {
    private final PooledTest test;
    private final StudyMeasure measure;
    private final double[][] point;
    private final int[] seeds;
    private final int[] defined;
    private final String missing;

    Averages(PooledTest test, StudyMeasure measure, double[][][] point) {
      this.test = test;
      this.measure = measure;
      this.point = point[measure.ordinal()];
      seeds = IntStream.range(0, test.seeds().size()).toArray();
      int[] all = IntStream.range(0, test.domains().size()).toArray();
      defined = Arrays.stream(all).filter(this::isDefined).toArray();
      List<String> undefined =
          Arrays.stream(all).filter(m -> !isDefined(m)).mapToObj(test.domains()::get).toList();
      missing = undefined.isEmpty() ? "" : "undefined at " + String.join(", ", undefined);
    }

    private boolean isDefined(int domain) {
      return Arrays.stream(point[domain]).noneMatch(Double::isNaN);
    }

    List<StudyStatistic> statistics() {
      List<StudyStatistic> statistics = new ArrayList<>();
      statistics.add(mean(StudyScore.ALL_SEEDS, Score.ALL, defined, seeds));
      if (measure == StudyMeasure.AUC) {
        statistics.add(worst());
      }
      if (test.domains().size() > 1) {
        for (int m = 0; m < test.domains().size(); m++) {
          String domain = test.domains().get(m);
          statistics.add(mean(StudyScore.ALL_SEEDS, domain, new int[] {m}, seeds));
        }
      }
      for (int seed : seeds) {
        String name = Long.toString(test.seeds().get(seed));
        statistics.add(mean(name, Score.ALL, defined, new int[] {seed}));
      }
      return statistics;
    }

    private StudyStatistic mean(String seed, String scope, int[] domains, int[] ofSeeds) {
      boolean all = scope.equals(Score.ALL);
      String over = "mean over " + counted(ofSeeds.length, "seed");
      return new StudyStatistic(
          measure.mean(),
          seed,
          scope,
          values -> mean(values[measure.ordinal()], domains, ofSeeds),
          all
              ? ScopeResult.joined(
                  over + " and " + counted(domains.length, test.field().name()), missing)
              : over,
          all ? missing : "undefined at " + scope);
    }

    private StudyStatistic worst() {
      String at =
          Arrays.stream(defined)
              .boxed()
              .min((one, other) -> Double.compare(ofDomain(one), ofDomain(other)))
              .map(m -> "smallest at " + test.domains().get(m))
              .orElse("");
      String over = "mean over " + counted(seeds.length, "seed");
      return new StudyStatistic(
          measure.worst(),
          StudyScore.ALL_SEEDS,
          Score.ALL,
          values -> worst(values[measure.ordinal()]),
          ScopeResult.joined(at, over, missing),
          missing);
    }

    private double ofDomain(int domain) {
      return mean(point, new int[] {domain}, seeds);
    }

    /** Of each weighting anew, so that its interval accounts for the picking. */
    private double worst(double[][] values) {
      double worst = Double.POSITIVE_INFINITY;
      for (int m : defined) {
        worst = Math.min(worst, mean(values, new int[] {m}, seeds));
      }
      return defined.length == 0 ? Double.NaN : worst;
    }

    private static double mean(double[][] values, int[] domains, int[] seeds) {
      double sum = 0;
      for (int m : domains) {
        for (int seed : seeds) {
          sum += values[m][seed];
        }
      }
      return sum / (domains.length * seeds.length);
    }

    private static String counted(int count, String what) {
      return count + " " + what + (count == 1 ? "" : "s");
    }
  }
}
