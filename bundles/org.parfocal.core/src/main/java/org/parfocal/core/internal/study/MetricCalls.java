package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.api.Metric;
import org.parfocal.api.Outcome;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Score;
import org.parfocal.api.StudyMetric;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyParts;

/** Calls the metrics of a study; one that fails is a warning and takes no other one with it. */
final class MetricCalls {
  private final StudyParts parts;
  private final Set<String> failures = new LinkedHashSet<>();

  MetricCalls(StudyParts parts) {
    this.parts = parts;
  }

  /** What metrics could not do. */
  Set<String> failures() {
    return failures;
  }

  /** Scores one outcome by each metric. */
  List<ScoreRow> score(Outcome outcome, boolean pooled) {
    List<ScoreRow> scored = new ArrayList<>();
    for (Metric metric : parts.metrics()) {
      try {
        for (Score score : metric.score(outcome)) {
          scored.add(
              new ScoreRow(outcome.variant(), outcome.name(), pooled, outcome.seed(), score));
        }
      } catch (RuntimeException | LinkageError e) {
        failed(metric, outcome.name() + " of variant " + outcome.variant(), e);
      }
    }
    return List.copyOf(scored);
  }

  /** Scores a variant by each study metric. */
  List<ScoreRow> score(String variant, List<Outcome> outcomes, List<Outcome> reference) {
    List<ScoreRow> scored = new ArrayList<>();
    for (StudyMetric metric : parts.studyMetrics()) {
      try {
        for (StudyScore score : metric.score(outcomes, reference)) {
          scored.add(ScoreRow.of(variant, score));
        }
      } catch (RuntimeException | LinkageError e) {
        failed(metric, "all folds of variant " + variant, e);
      }
    }
    return List.copyOf(scored);
  }

  private void failed(Object metric, String what, Throwable thrown) {
    if (Stopped.by(thrown)) {
      throw Stopped.exception();
    }
    String why = thrown instanceof ParfocalException ? thrown.getMessage() : thrown + ".";
    failures.add(
        "Metric %s failed on %s: %s".formatted(metric.getClass().getSimpleName(), what, why));
  }
}
