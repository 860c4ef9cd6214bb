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
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Metric;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyMetric;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyParts;
import org.parfocal.core.internal.report.Summary;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

/**
 * Scores finished jobs from what they stored: each job, the pooled predictions of each group of
 * folds, and the study metrics. What is missing gets rows that say so.
 */
final class StudyScores {

  private final Disk disk;
  private final Path directory;
  private final StoredPlan plan;
  private final StudyParts parts;
  private final Map<JobKey, JobRecord> done = new HashMap<>();
  private final Map<JobKey, List<ScoreRow>> rows = new HashMap<>();
  private final Map<Series, List<ScoreRow>> collected = new HashMap<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private final Set<String> gaps = new LinkedHashSet<>();

  /** Several folds of one variant and seed that are scored together. */
  private record Series(String variant, String name, long seed, boolean studyMetrics) {}

  StudyScores(Disk disk, Path directory, StoredPlan plan, StudyParts parts) {
    this.disk = disk;
    this.directory = directory;
    this.plan = plan;
    this.parts = parts;
  }

  /**
   * Scores a finished job.
   *
   * @throws IOException if its predictions are missing or damaged
   */
  List<ScoreRow> add(JobRecord record) throws IOException {
    JobKey key = record.key();
    Outcome outcome = outcome(key.variant(), key.fold(), key.seed(), List.of(record));
    List<ScoreRow> scored = score(outcome, false);
    done.put(key, record);
    rows.put(key, scored);
    return scored;
  }

  /** What metrics could not do. */
  Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>(failures);
    warnings.addAll(gaps);
    return warnings;
  }

  /** Every row, in the order of the plan's jobs, pooled rows behind each variant and seed. */
  List<ScoreRow> rows() {
    gaps.clear();
    Set<String> metrics = new TreeSet<>();
    rows.values().forEach(list -> list.forEach(row -> metrics.add(row.score().metric())));
    List<ScoreRow> all = new ArrayList<>();
    for (StoredJob job : plan.jobs()) {
      JobKey key = job.key();
      all.addAll(
          rows.getOrDefault(
              key, missing(key.variant(), key.fold(), false, key.seed(), metrics, "job not done")));
    }
    plan.jobs().stream()
        .map(job -> new Series(job.key().variant(), "", job.key().seed(), true))
        .distinct()
        .forEach(series -> all.addAll(collectedRows(series, metrics)));
    return all;
  }

  private List<ScoreRow> collectedRows(Series series, Set<String> metrics) {
    List<ScoreRow> all = new ArrayList<>();
    StoredData data = plan.data(series.variant());
    for (String group : data.groups()) {
      if (data.pooled(group)) {
        all.addAll(pooled(new Series(series.variant(), group, series.seed(), false), metrics));
      }
    }
    List<StudyMetric> studyMetrics = parts.studyMetrics();
    if (!studyMetrics.isEmpty()) {
      all.addAll(overStudy(series, studyMetrics));
    }
    return all;
  }

  private List<ScoreRow> pooled(Series group, Set<String> metrics) {
    List<StoredFold> folds = plan.data(group.variant()).group(group.name());
    List<JobRecord> records = records(group, folds);
    int missing = folds.size() - records.size();
    if (missing > 0) {
      return missing(
          group.variant(),
          group.name(),
          true,
          group.seed(),
          metrics,
          "%d of %d folds missing".formatted(missing, folds.size()));
    }
    List<ScoreRow> known = collected.get(group);
    if (known == null) {
      known = scorePooled(group, records);
      collected.put(group, known);
    }
    return known;
  }

  private List<ScoreRow> scorePooled(Series group, List<JobRecord> records) {
    try {
      Outcome outcome = outcome(group.variant(), group.name(), group.seed(), records);
      return score(outcome, true).stream().map(this::noteUnusable).toList();
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
    if (unusable.isEmpty()) {
      return row;
    }
    Score score = row.score();
    String note =
        "%d of %d folds cannot be made"
            .formatted(unusable.size(), unusable.size() + data.group(row.fold()).size());
    Score noted =
        new Score(
            score.metric(),
            score.part(),
            score.scope(),
            score.value(),
            score.low(),
            score.high(),
            score.note().isEmpty() ? note : score.note() + "; " + note);
    return new ScoreRow(row.variant(), row.fold(), row.pooled(), row.seed(), noted);
  }

  private List<ScoreRow> overStudy(Series series, List<StudyMetric> metrics) {
    List<StoredFold> folds = plan.data(series.variant()).folds();
    List<JobRecord> records = records(series, folds);
    int missing = folds.size() - records.size();
    if (missing > 0) {
      gaps.add(
          "Variant %s, seed %d: the metrics over all folds are missing, because %d of %d folds are."
              .formatted(series.variant(), series.seed(), missing, folds.size()));
      return List.of();
    }
    List<ScoreRow> known = collected.get(series);
    if (known == null) {
      known = scoreStudy(series, metrics, records);
      collected.put(series, known);
    }
    return known;
  }

  private List<ScoreRow> scoreStudy(
      Series series, List<StudyMetric> metrics, List<JobRecord> records) {
    List<ScoreRow> scored = new ArrayList<>();
    try {
      List<Outcome> outcomes = new ArrayList<>();
      for (JobRecord record : records) {
        outcomes.add(
            outcome(series.variant(), record.key().fold(), series.seed(), List.of(record)));
      }
      for (StudyMetric metric : metrics) {
        for (Score score : metric.score(outcomes)) {
          scored.add(new ScoreRow(series.variant(), Summary.ALL_FOLDS, true, series.seed(), score));
        }
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      failures.add(
          "A metric over all folds of variant %s failed: %s.".formatted(series.variant(), e));
    }
    return scored;
  }

  private List<JobRecord> records(Series series, List<StoredFold> folds) {
    List<JobRecord> records = new ArrayList<>();
    for (StoredFold fold : folds) {
      JobRecord record = done.get(new JobKey(series.variant(), fold.name(), series.seed()));
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }

  private Outcome outcome(String variant, String name, long seed, List<JobRecord> records)
      throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (JobRecord record : records) {
      predictions.addAll(
          new JobFolder(disk, JobFolder.path(directory, record.key())).predictions(record));
    }
    return new Outcome(variant, name, seed, records.get(0).classes(), predictions);
  }

  private List<ScoreRow> score(Outcome outcome, boolean pooled) {
    List<ScoreRow> scored = new ArrayList<>();
    for (Metric metric : parts.metrics()) {
      try {
        for (Score score : metric.score(outcome)) {
          scored.add(
              new ScoreRow(outcome.variant(), outcome.name(), pooled, outcome.seed(), score));
        }
      } catch (RuntimeException | LinkageError e) {
        if (Stopped.by(e)) {
          throw Stopped.exception();
        }
        failures.add(
            "Metric %s failed on %s of variant %s: %s."
                .formatted(
                    metric.getClass().getSimpleName(), outcome.name(), outcome.variant(), e));
      }
    }
    return List.copyOf(scored);
  }

  private static List<ScoreRow> missing(
      String variant, String fold, boolean pooled, long seed, Set<String> metrics, String why) {
    return metrics.stream()
        .map(metric -> Score.undefined(metric, Part.TEST, Score.ALL, "missing: " + why))
        .map(score -> new ScoreRow(variant, fold, pooled, seed, score))
        .toList();
  }
}
