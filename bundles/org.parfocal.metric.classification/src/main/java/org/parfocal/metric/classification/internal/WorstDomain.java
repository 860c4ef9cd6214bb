package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;

/**
 * Of each measure the worst value of all domains, with the interval of that domain and its name in
 * the note. (The interval is for that domain; it does not account for its having been picked.)
 *
 * @param field whose values the domains are
 * @param part that is scored
 */
record WorstDomain(SampleField field, Part part) {

  /**
   * Picks.
   *
   * @param all the scope of all images, which tells what is measured
   * @param domains one scope each; may be empty
   */
  List<Score> of(ScopeResult all, List<ScopeResult> domains) {
    List<Score> worst = new ArrayList<>();
    for (Measure measure : all.measures()) {
      worst.add(worst(measure, scoresOf(measure, domains)));
    }
    return worst;
  }

  private static List<Score> scoresOf(Measure measure, List<ScopeResult> domains) {
    return domains.stream()
        .flatMap(scope -> scope.measured().stream())
        .filter(score -> score.metric().equals(measure.name()))
        .toList();
  }

  private Score worst(Measure measure, List<Score> scores) {
    if (scores.isEmpty()) {
      return Score.undefined(measure.name(), part, Score.WORST, "no %s is known".formatted(field));
    }
    @Nullable Score worst = null;
    List<String> undefined = new ArrayList<>();
    for (Score score : scores) {
      if (Double.isNaN(score.value())) {
        undefined.add(score.scope());
      } else if (worst == null || isWorse(measure, score.value(), worst.value())) {
        worst = score;
      }
    }
    if (worst == null) {
      return Score.undefined(
          measure.name(), part, Score.WORST, "undefined at " + String.join(", ", undefined));
    }
    String missing = undefined.isEmpty() ? "" : "undefined at " + String.join(", ", undefined);
    return ScopeResult.in(
        Score.WORST, worst, ScopeResult.joined("at " + worst.scope(), missing, worst.note()));
  }

  private static boolean isWorse(Measure measure, double value, double than) {
    return measure.column().better() == Better.LARGER ? value < than : value > than;
  }
}
