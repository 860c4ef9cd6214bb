package org.parfocal.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * One number of a study as a function of {@link StudyPools#values} and of how often each seed
 * counts.
 *
 * @param metric name, for example {@code mean-auc}
 * @param part that is scored
 * @param seed a seed, or {@link StudyScore#ALL_SEEDS}
 * @param scope {@link Score#ALL} or a domain
 * @param value NaN where it is undefined
 * @param covers what its interval covers, as the end of how it was made; may be empty
 * @param remark on what was averaged
 * @param undefined why it is undefined, if it is
 */
record StudyStatistic(
    String metric,
    Part part,
    String seed,
    String scope,
    Value value,
    String covers,
    String remark,
    String undefined) {

  /** The number. */
  @FunctionalInterface
  interface Value {
    double of(double[][][] pools, int[] seeds);
  }

  /** The same number, meant as this variant's minus another one's. */
  StudyStatistic difference(String than, String itCovers) {
    return new StudyStatistic(
        metric + MetricColumn.DIFFERENCE,
        part,
        seed,
        scope,
        value,
        itCovers,
        "minus " + than + "; " + remark,
        undefined);
  }

  /** As a score. */
  StudyScore score(double of, PatientBootstrap.Interval interval) {
    Score score =
        Double.isNaN(of)
            ? Score.undefined(metric, part, scope, undefined)
            : new Score(metric, part, scope, of, interval.low(), interval.high(), joined(interval));
    return new StudyScore(StudyScore.ALL_FOLDS, seed, score);
  }

  private String joined(PatientBootstrap.Interval interval) {
    String made = interval.note() + (Double.isNaN(interval.low()) ? "" : covers);
    return Stream.of(made, interval.remark(), remark)
        .filter(said -> !said.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Those of several statistics. */
  static double[] values(List<StudyStatistic> statistics, double[][][] pools, int[] seeds) {
    double[] values = new double[statistics.size()];
    Arrays.setAll(values, i -> statistics.get(i).value().of(pools, seeds));
    return values;
  }
}
