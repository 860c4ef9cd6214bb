package org.parfocal.core.internal.report;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Score;

/**
 * Values of one kind, with how many are missing: those that were not computed because a job is not
 * done, and those that do not exist. A mean is taken over what exists and says of how many; where
 * something is missing there is no mean.
 *
 * @param values that exist
 * @param missing how many are missing because a job is
 * @param undefined how many do not exist
 * @param whole what was scored over all of the values at once; NaN: their mean
 * @param interval of the mean
 * @param deviation whether cells show the spread of several values
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tallies
record Tally(
    double[] values,
    int missing,
    int undefined,
    double whole,
    Interval interval,
    boolean deviation) {
  /**
   * An interval; NaN if there is none.
   *
   * @param few whether it is of few patients
   */
  record Interval(double low, double high, boolean few) {
    static final Interval NONE = new Interval(Double.NaN, Double.NaN, false);

    static Interval of(Score score) {
      return new Interval(score.low(), score.high(), score.isOfFewPatients());
    }

    String text(NumberStyle style) {
      return Double.isNaN(low) || Double.isNaN(high)
          ? ""
          : " [%s, %s]%s"
              .formatted(style.text(low), style.text(high), few ? IntervalLegend.FEW : "");
    }
  }

  private Tally(double[] values, int missing, int undefined) {
    this(values, missing, undefined, Double.NaN, Interval.NONE, true);
  }

  static Tally of(List<Score> scores, int missing) {
    double[] values =
        scores.stream().mapToDouble(Score::value).filter(value -> !Double.isNaN(value)).toArray();
    if (scores.size() == 1 && values.length == 1) {
      return new Tally(values, missing, 0, Double.NaN, Interval.of(scores.get(0)), true);
    }
    return new Tally(values, missing, scores.size() - values.length);
  }

  /** Each tally's mean as one value; their spread is none over seeds. */
  static Tally ofMeans(List<Tally> tallies) {
    double[] means =
        tallies.stream()
            .filter(tally -> tally.values.length > 0 && tally.missing == 0)
            .mapToDouble(Tally::mean)
            .toArray();
    int missing = (int) tallies.stream().filter(tally -> tally.missing > 0).count();
    int without = tallies.size() - missing - means.length;
    return new Tally(means, missing, without, Double.NaN, Interval.NONE, false);
  }

  /** With what was scored over all of the values at once, and its interval. */
  Tally as(Score over) {
    if (missing > 0) {
      return this;
    }
    return Double.isNaN(over.value())
        ? new Tally(new double[0], 0, Math.max(1, values.length + undefined))
        : new Tally(values, missing, undefined, over.value(), Interval.of(over), deviation);
  }

  /** With the spread of its values. */
  Tally spread() {
    return new Tally(values, missing, undefined, whole, interval, true);
  }

  /** Without interval or spread. */
  Tally alone() {
    return new Tally(values, missing, undefined, whole, Interval.NONE, false);
  }

  double mean() {
    return Double.isNaN(whole) ? Arrays.stream(values).average().orElse(Double.NaN) : whole;
  }

  /** A cell: the value with its interval, or the mean with the spread over seeds. */
  String cell(NumberStyle style) {
    String text = state();
    return text.isEmpty() ? style.text(mean()) + spread(style) + of() : text;
  }

  /** A cell without interval or spread. */
  String plain(NumberStyle style) {
    return alone().cell(style);
  }

  private String state() {
    if (missing > 0) {
      int all = values.length + missing + undefined;
      return all == 1 ? "missing" : "missing (%d of %d)".formatted(missing, all);
    }
    return values.length == 0 ? "undefined" : "";
  }

  private String spread(NumberStyle style) {
    String brackets = interval.text(style);
    if (values.length < 2 || !deviation) {
      return brackets;
    }
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    String spread = style.unsigned().text(Math.sqrt(squares / (values.length - 1)));
    return " ± " + spread + brackets;
  }

  private String of() {
    return undefined == 0 ? "" : " (%d of %d)".formatted(values.length, values.length + undefined);
  }
}
