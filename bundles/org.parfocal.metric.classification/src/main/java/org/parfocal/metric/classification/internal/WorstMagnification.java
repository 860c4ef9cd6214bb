package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Part;
import org.parfocal.api.Score;

/**
 * Of each measure the worst value of all magnifications, with the interval of that magnification
 * and its name in the note. (The interval is for that magnification; it does not account for its
 * having been picked.)
 */
final class WorstMagnification {
  private WorstMagnification() {}

  /**
   * Picks.
   *
   * @param all the scope of all images, which tells what is measured
   * @param magnifications one scope each; may be empty
   */
  static List<Score> of(Part part, ScopeResult all, List<ScopeResult> magnifications) {
    List<Score> worst = new ArrayList<>();
    for (Measure measure : all.measures()) {
      worst.add(worst(part, measure, scoresOf(measure, magnifications)));
    }
    return worst;
  }

  private static List<Score> scoresOf(Measure measure, List<ScopeResult> magnifications) {
    return magnifications.stream()
        .flatMap(scope -> scope.measured().stream())
        .filter(score -> score.metric().equals(measure.name()))
        .toList();
  }

  private static Score worst(Part part, Measure measure, List<Score> scores) {
    if (scores.isEmpty()) {
      return Score.undefined(measure.name(), part, Score.WORST, "no magnification is known");
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
    return measure.largerIsBetter() ? value < than : value > than;
  }
}
