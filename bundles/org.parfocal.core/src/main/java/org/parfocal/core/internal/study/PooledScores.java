package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** Scores groups of folds on their pooled predictions; a group that lacks a fold is not pooled. */
final class PooledScores {
  private final StoredPlan plan;
  private final FinishedJobs finished;
  private final StoredOutcomes outcomes;
  private final MetricCalls metrics;
  private final Averages averages;
  private final Map<Group, List<ScoreRow>> known = new HashMap<>();
  private final Set<String> failures = new LinkedHashSet<>();

  /** The folds of one group, trained under one variant and seed. */
  private record Group(String variant, String name, long seed) {}

  PooledScores(
      StoredPlan plan,
      FinishedJobs finished,
      StoredOutcomes outcomes,
      MetricCalls metrics,
      Averages averages) {
    this.plan = plan;
    this.finished = finished;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.averages = averages;
  }

  /** Groups that could not be pooled, and why. */
  Set<String> failures() {
    return failures;
  }

  /** The rows of every group of a variant and seed; {@code names} are those of missing rows. */
  List<ScoreRow> rows(String variant, long seed, Set<String> names) {
    List<ScoreRow> all = new ArrayList<>();
    StoredData data = plan.data(variant);
    for (String group : data.groups()) {
      if (data.pooled(group)) {
        all.addAll(rows(new Group(variant, group, seed), names));
      }
    }
    return all;
  }

  private List<ScoreRow> rows(Group group, Set<String> names) {
    List<StoredFold> folds = plan.data(group.variant()).group(group.name());
    List<JobRecord> records = finished.of(group.variant(), folds, group.seed());
    int missing = folds.size() - records.size();
    if (missing > 0) {
      return StudyScores.missing(
          group.variant(),
          group.name(),
          true,
          group.seed(),
          names,
          "%d of %d folds missing".formatted(missing, folds.size()));
    }
    List<ScoreRow> rows = known.get(group);
    if (rows == null) {
      rows = score(group, records);
      known.put(group, rows);
    }
    return rows;
  }

  private List<ScoreRow> score(Group group, List<JobRecord> records) {
    try {
      List<ScoreRow> ofFolds =
          records.stream()
              .flatMap(record -> finished.rows(record.key()).orElseThrow().stream())
              .toList();
      List<ScoreRow> pooled = metrics.score(outcomes.pooled(group.name(), records), true);
      return averages.ofGroup(group.variant(), group.name(), group.seed(), pooled, ofFolds).stream()
          .map(this::noteUnusable)
          .toList();
    } catch (IOException e) {
      failures.add(
          "Group %s of variant %s was not pooled: %s."
              .formatted(group.name(), group.variant(), e.getMessage()));
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
                .formatted(unusable.size(), unusable.size() + data.group(row.fold()).size()));
  }
}
