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
 * @param low lower end of the interval, or NaN
 * @param high its upper end, or NaN
 * @param deviation whether cells show the spread of several values
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tallies
record Tally(
    double[] values,
    int missing,
    int undefined,
    double whole,
    double low,
    double high,
    boolean deviation) {
  private Tally(double[] values, int missing, int undefined) {
    this(values, missing, undefined, Double.NaN, Double.NaN, Double.NaN, true);
  }

  static Tally of(List<Score> scores, int missing) {
    double[] values =
        scores.stream().mapToDouble(Score::value).filter(value -> !Double.isNaN(value)).toArray();
    if (scores.size() == 1 && values.length == 1) {
      Score one = scores.get(0);
      return new Tally(values, missing, 0, Double.NaN, one.low(), one.high(), true);
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
    return new Tally(means, missing, without, Double.NaN, Double.NaN, Double.NaN, false);
  }

  /** With what was scored over all of the values at once, and its interval. */
  Tally as(Score over) {
    if (missing > 0) {
      return this;
    }
    return Double.isNaN(over.value())
        ? new Tally(new double[0], 0, Math.max(1, values.length + undefined))
        : new Tally(values, missing, undefined, over.value(), over.low(), over.high(), deviation);
  }

  /** Without interval or spread. */
  Tally alone() {
    return new Tally(values, missing, undefined, whole, Double.NaN, Double.NaN, false);
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
    String interval =
        Double.isNaN(low) || Double.isNaN(high)
            ? ""
            : " [%s, %s]".formatted(style.text(low), style.text(high));
    if (values.length < 2 || !deviation) {
      return interval;
    }
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    String spread = style.unsigned().text(Math.sqrt(squares / (values.length - 1)));
    return " ± " + spread + interval;
  }

  private String of() {
    return undefined == 0 ? "" : " (%d of %d)".formatted(values.length, values.length + undefined);
  }
}
