package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** Finds scores by what they are of. */
final class ScoreIndex {
  private final Map<Key, Score> scores = new HashMap<>();
  private final StoredPlan plan;
  private final List<JobKey> done;

  private record Key(
      String variant, String name, String seed, String metric, Part part, String scope) {}

  ScoreIndex(StoredPlan plan, List<ScoreRow> rows, List<JobKey> done) {
    this.plan = plan;
    this.done = done;
    for (ScoreRow row : rows) {
      if (row.fold().equals(StudyScore.ALL_FOLDS)
          || row.pooled() == plan.data(row.variant()).pooled(row.fold())) {
        Score score = row.score();
        scores.put(
            new Key(
                row.variant(), row.fold(), row.seed(), score.metric(), score.part(), score.scope()),
            score);
      }
    }
  }

  /** Seeds of the plan, in order. */
  List<Long> seeds() {
    return plan.jobs().stream().map(job -> job.key().seed()).distinct().toList();
  }

  /**
   * One score of a pool of folds, over all seeds and repeats; of several parts that which counts
   * most.
   */
  Tally tally(String variant, String pool, MetricColumn column, String scope) {
    return tally(variant, pool, column, Part.BY_IMPORTANCE, scope);
  }

  /** One score of a pool of folds in one of these parts, over all seeds and repeats. */
  Tally tally(String variant, String pool, MetricColumn column, List<Part> parts, String scope) {
    List<Score> found = new ArrayList<>();
    int missing = 0;
    for (long seed : seeds()) {
      for (String scored : plan.data(variant).scored(pool)) {
        if (!complete(variant, scored, seed)) {
          missing++;
        } else {
          found.add(
              parts.stream()
                  .map(
                      part ->
                          new Key(variant, scored, Long.toString(seed), column.name(), part, scope))
                  .filter(scores::containsKey)
                  .map(scores::get)
                  .findFirst()
                  .orElseGet(
                      () -> Score.undefined(column.name(), parts.get(0), scope, "not scored")));
        }
      }
    }
    return Tally.of(found, missing);
  }

  /** One score over all folds and seeds; its scope may be one domain. */
  Optional<Score> overSeeds(String variant, MetricColumn column, String scope) {
    return Part.BY_IMPORTANCE.stream()
        .map(
            part ->
                new Key(
                    variant,
                    StudyScore.ALL_FOLDS,
                    StudyScore.ALL_SEEDS,
                    column.name(),
                    part,
                    scope))
        .filter(scores::containsKey)
        .map(scores::get)
        .findFirst();
  }

  /** Whether the test part and the seen part are scored, so that they can be compared. */
  boolean comparesParts(MetricColumn column) {
    return has(column, Part.TEST) && has(column, Part.SEEN);
  }

  private boolean has(MetricColumn column, Part part) {
    return scores.keySet().stream()
        .anyMatch(key -> key.metric.equals(column.name()) && key.part == part);
  }

  private boolean complete(String variant, String pool, long seed) {
    for (StoredFold fold : plan.data(variant).pool(pool)) {
      if (!done.contains(new JobKey(variant, fold.name(), seed))) {
        return false;
      }
    }
    return true;
  }
}
