package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** Scores pools of folds on their predictions together; a pool that lacks a fold is not scored. */
final class PooledScores {
  private final StoredPlan plan;
  private final FinishedJobs finished;
  private final Scoring scoring;
  private final Averages averages;

  /** Sorted: jobs are not always scored in one order. */
  private final Set<String> failures = new TreeSet<>();

  /** The folds of one pool, trained under one variant and seed. */
  private record Pool(String variant, String name, long seed) {}

  PooledScores(StoredPlan plan, FinishedJobs finished, Scoring scoring, Averages averages) {
    this.plan = plan;
    this.finished = finished;
    this.scoring = scoring;
    this.averages = averages;
  }

  /** Pools that could not be scored, and why. */
  Set<String> failures() {
    return failures;
  }

  /** The rows of every pool of a variant and seed; {@code names} are those of missing rows. */
  List<ScoreRow> rows(String variant, long seed, Set<String> names) {
    List<ScoreRow> all = new ArrayList<>();
    StoredData data = plan.data(variant);
    for (String pool : data.scored()) {
      if (data.pooled(pool)) {
        all.addAll(rows(new Pool(variant, pool, seed), names));
      }
    }
    return all;
  }

  private List<ScoreRow> rows(Pool pool, Set<String> names) {
    List<StoredFold> folds = plan.data(pool.variant()).pool(pool.name());
    List<JobRecord> records = finished.of(pool.variant(), folds, pool.seed());
    int missing = folds.size() - records.size();
    if (missing > 0) {
      return StudyScores.missing(
          pool.variant(),
          pool.name(),
          true,
          pool.seed(),
          names,
          "%d of %d folds missing".formatted(missing, folds.size()));
    }
    return score(pool, records);
  }

  private List<ScoreRow> score(Pool pool, List<JobRecord> records) {
    try {
      List<ScoreRow> ofFolds =
          records.stream()
              .flatMap(record -> finished.rows(record.key()).orElseThrow().stream())
              .toList();
      List<ScoreRow> pooled = scoring.ofPool(pool.name(), records);
      return averages.ofPool(pool.variant(), pool.name(), pool.seed(), pooled, ofFolds).stream()
          .map(this::noteUnusable)
          .toList();
    } catch (IOException e) {
      failures.add(
          "Pool %s of variant %s was not scored: %s."
              .formatted(pool.name(), pool.variant(), e.getMessage()));
      return List.of();
    }
  }

  /** A pooled score that some patients are missing from says so. */
  private ScoreRow noteUnusable(ScoreRow row) {
    StoredData data = plan.data(row.variant());
    List<UnusableFold> unusable = data.unusableIn(row.fold());
    return unusable.isEmpty()
        ? row
        : row.noted(
            "%d of %d folds cannot be made"
                .formatted(unusable.size(), unusable.size() + data.pool(row.fold()).size()));
  }
}
