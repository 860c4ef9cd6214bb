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
 * @param low lower end of the interval of a single value, or NaN
 * @param high its upper end, or NaN
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tallies
record Tally(double[] values, int missing, int undefined, double low, double high) {
  private Tally(double[] values, int missing, int undefined) {
    this(values, missing, undefined, Double.NaN, Double.NaN);
  }

  static Tally of(List<Score> scores, int missing) {
    double[] values =
        scores.stream().mapToDouble(Score::value).filter(value -> !Double.isNaN(value)).toArray();
    if (scores.size() == 1 && values.length == 1) {
      return new Tally(values, missing, 0, scores.get(0).low(), scores.get(0).high());
    }
    return new Tally(values, missing, scores.size() - values.length);
  }

  /** Each tally's mean as one value. */
  static Tally ofMeans(List<Tally> tallies) {
    double[] means =
        tallies.stream()
            .filter(tally -> tally.values.length > 0 && tally.missing == 0)
            .mapToDouble(Tally::mean)
            .toArray();
    int missing = (int) tallies.stream().filter(tally -> tally.missing > 0).count();
    return new Tally(means, missing, tallies.size() - missing - means.length);
  }

  /** The difference of two means; missing or undefined if one of them is. */
  static Tally difference(Tally one, Tally other) {
    int missing = Math.max(one.missing, other.missing);
    boolean known = missing == 0 && one.values.length > 0 && other.values.length > 0;
    return known
        ? new Tally(new double[] {one.mean() - other.mean()}, 0, 0)
        : new Tally(new double[0], missing, missing > 0 ? 0 : 1);
  }

  double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** A cell: the value with its interval, or the mean with the spread over seeds. */
  String cell(NumberStyle style) {
    String text = state();
    return text.isEmpty() ? style.text(mean()) + spread(style) + of() : text;
  }

  /** A cell without interval or spread. */
  String plain(NumberStyle style) {
    String text = state();
    return text.isEmpty() ? style.text(mean()) + of() : text;
  }

  private String state() {
    if (missing > 0) {
      int all = values.length + missing + undefined;
      return all == 1 ? "missing" : "missing (%d of %d)".formatted(missing, all);
    }
    return values.length == 0 ? "undefined" : "";
  }

  private String spread(NumberStyle style) {
    if (values.length < 2) {
      return Double.isNaN(low) || Double.isNaN(high)
          ? ""
          : " [%s, %s]".formatted(style.text(low), style.text(high));
    }
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return " ± " + style.unsigned().text(Math.sqrt(squares / (values.length - 1)));
  }

  private String of() {
    return undefined == 0 ? "" : " (%d of %d)".formatted(values.length, values.length + undefined);
  }
}
