package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.Score;

/** Says of which numbers the interval is to be doubted, or missing, because patients are few. */
final class IntervalLegend {
  /** Stands behind an interval of few patients. */
  static final String FEW = "†";

  private static final int LISTED = 3;

  private IntervalLegend() {}

  private static String reason(Score score) {
    return Stream.of(score.note().split("; ", -1))
        .filter(said -> said.contains(Score.FEW_PATIENTS))
        .findFirst()
        .orElseThrow();
  }

  /** One sentence each; none where there is nothing to say. */
  static List<String> of(List<Score> shown) {
    List<Score> few = shown.stream().filter(Score::isOfFewPatients).toList();
    List<String> sentences = new ArrayList<>();
    if (few.stream().anyMatch(score -> !Double.isNaN(score.low()))) {
      sentences.add(
          FEW + ": too narrow, because patients of a class are few; how much: docs/coverage.md");
    }
    List<String> reasons =
        few.stream()
            .filter(score -> Double.isNaN(score.low()))
            .map(IntervalLegend::reason)
            .distinct()
            .toList();
    reasons.stream().limit(LISTED).forEach(sentences::add);
    if (reasons.size() > LISTED) {
      sentences.add("and %d more like this in results.csv".formatted(reasons.size() - LISTED));
    }
    if (!reasons.isEmpty()) {
      sentences.add(
          "where there is no interval: from so few patients it would miss the true value far more"
              + " often than one time in 20 (docs/coverage.md); if all draws of them can be"
              + " counted, their range stands in results.csv");
    }
    return sentences;
  }
}
