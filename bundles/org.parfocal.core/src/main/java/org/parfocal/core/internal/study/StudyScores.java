package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyParts;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

/**
 * Scores finished jobs from what they stored: each job, the pooled predictions of each group of
 * folds, and each variant as a whole. What is missing gets rows that say so.
 */
final class StudyScores {
  private final StoredPlan plan;
  private final FinishedJobs finished;
  private final StoredOutcomes outcomes;
  private final MetricCalls metrics;
  private final PooledScores groups;
  private final VariantScores variants;
  private final Map<JobKey, List<ScoreRow>> rows = new HashMap<>();

  StudyScores(Disk disk, Path directory, StoredPlan plan, StudyParts parts) {
    this.plan = plan;
    this.finished = new FinishedJobs(plan);
    this.outcomes = new StoredOutcomes(disk, directory);
    this.metrics = new MetricCalls(parts);
    this.groups = new PooledScores(plan, finished, outcomes, metrics);
    this.variants = new VariantScores(plan, parts, finished, outcomes, metrics);
  }

  /**
   * Scores a finished job.
   *
   * @throws IOException if its predictions are missing or damaged
   */
  List<ScoreRow> add(JobRecord record) throws IOException {
    List<ScoreRow> scored = metrics.score(outcomes.of(record), false);
    finished.add(record);
    rows.put(record.key(), scored);
    return scored;
  }

  /** What metrics could not do, and what is missing. */
  Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>(metrics.failures());
    warnings.addAll(groups.failures());
    warnings.addAll(variants.warnings());
    return warnings;
  }

  /**
   * Every row: those of the jobs in the order of the plan, then those of several jobs by variant.
   *
   * @param unfinished variants with jobs that are still to be run: these are not scored as a whole
   */
  List<ScoreRow> rows(Set<String> unfinished) {
    Set<String> names = new TreeSet<>();
    rows.values().forEach(list -> list.forEach(row -> names.add(row.score().metric())));
    List<ScoreRow> all = new ArrayList<>();
    for (StoredJob job : plan.jobs()) {
      JobKey key = job.key();
      all.addAll(
          rows.getOrDefault(
              key, missing(key.variant(), key.fold(), false, key.seed(), names, "job not done")));
    }
    Map<String, List<ScoreRow>> whole = variants.rows(unfinished);
    for (String variant : plan.variants()) {
      for (long seed : finished.seeds(variant)) {
        all.addAll(groups.rows(variant, seed, names));
      }
      all.addAll(whole.getOrDefault(variant, List.of()));
    }
    return all;
  }

  static List<ScoreRow> missing(
      String variant, String fold, boolean pooled, long seed, Set<String> names, String why) {
    return names.stream()
        .map(name -> Score.undefined(name, Part.TEST, Score.ALL, "missing: " + why))
        .map(score -> new ScoreRow(variant, fold, pooled, seed, score))
        .toList();
  }
}
