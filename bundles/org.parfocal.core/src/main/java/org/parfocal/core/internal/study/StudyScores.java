package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.JobKey;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.Selection;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.report.Choice;
import org.parfocal.core.internal.report.ResultFiles;
import org.parfocal.core.internal.report.Verdict;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.ReportedPlan;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

/**
 * Scores finished jobs from what they stored: each job, the pooled predictions of each pool of
 * folds, and each variant as a whole. What is missing gets rows that say so.
 */
final class StudyScores {
  private final Disk disk;
  private final Study study;
  private final StoredPlan plan;
  private final StoredPlan stored;
  private final StudyParts parts;
  private final FinishedJobs finished;
  private final MetricCalls metrics;
  private final Scoring scoring;
  private final List<MetricColumn> columns;
  private final Averages averages;
  private final PooledScores pools;
  private final VariantScores variants;
  private final Choices choices;
  private final List<Selection> selections;
  private final Map<JobKey, JobKey> places = new HashMap<>();

  /**
   * Scores nothing yet.
   *
   * @param known scores of before
   */
  StudyScores(Disk disk, Study study, StoredPlan stored, StudyParts parts, KnownScores known) {
    this.disk = disk;
    this.study = study;
    this.stored = stored;
    this.selections = Choices.reported(study.selections());
    ReportedPlan reported = new ReportedPlan(stored, selections);
    this.plan = reported.shown();
    this.parts = parts;
    this.finished = new FinishedJobs(plan);
    this.metrics = new MetricCalls(parts);
    this.scoring = new Scoring(disk, study, reported.complete(), parts, metrics, known, places);
    this.columns =
        metrics.columns(plan.data().stream().map(data -> data.classes().size()).toList());
    this.averages = new Averages(columns);
    this.pools = new PooledScores(plan, finished, scoring, averages);
    this.variants = new VariantScores(plan, finished, scoring);
    this.choices = new Choices(stored, selections, scoring, columns);
  }

  /**
   * Scores a finished job.
   *
   * @param planned the same job as the plan holds it
   * @throws IOException if its predictions are missing or damaged
   */
  List<ScoreRow> add(JobRecord ended, StoredJob planned) throws IOException {
    JobRecord record = ended.slim(planned);
    List<ScoreRow> scored = scoring.ofJob(record);
    if (choices.isOption(record.key().variant())) {
      choices.add(record, scored);
    } else {
      finished.add(record, scored);
    }
    return scored;
  }

  /** Reports the options that are chosen now, and no longer those that were. */
  private List<Choice> choose(List<PlannedJob> jobs) {
    List<Choice> made = choices.of(jobs);
    for (Choice choice : made) {
      JobKey name = choice.reported();
      Optional<JobKey> job = choice.job();
      if (job.isEmpty()) {
        finished.remove(name);
        places.remove(name);
      } else {
        places.put(name, job.get());
        finished.add(choices.record(job.get()).as(name), choices.rows(job.get(), name.variant()));
      }
    }
    return made;
  }

  /** The variants of the report that lack jobs of these of the plan. */
  private Set<String> reported(Set<String> planned) {
    Set<String> names = new HashSet<>(planned);
    selections.stream()
        .filter(selection -> selection.options().stream().anyMatch(planned::contains))
        .map(Selection::name)
        .forEach(names::add);
    return names;
  }

  /** What the metrics declare. */
  List<MetricColumn> columns() {
    return columns;
  }

  /**
   * Writes the result files.
   *
   * @param jobs as they stand
   * @param unfinished variants with jobs that are still to be run: these are not scored as a whole
   * @param said warnings of other things than scores, which come first
   */
  StudyResult results(List<PlannedJob> jobs, Set<String> unfinished, Set<String> said) {
    List<Choice> made = choose(jobs);
    List<ScoreRow> rows = rows(reported(unfinished));
    Set<String> warnings = new LinkedHashSet<>(said);
    warnings.addAll(warnings());
    if (unfinished.isEmpty() && !rows.isEmpty()) {
      warnings.addAll(metrics.silent(rows));
    }
    if (unfinished.isEmpty()) {
      scoring.forgetOthers();
    }
    String summary =
        ResultFiles.write(
            disk,
            study.directory(),
            plan,
            stored,
            jobs,
            rows,
            columns,
            warnings,
            parts.metricBundles(),
            finished.records(),
            made);
    return new StudyResult(
        List.copyOf(jobs),
        rows,
        summary,
        Verdict.sentences(plan, rows, columns),
        List.copyOf(metrics.failures()),
        study.directory());
  }

  /** What finished jobs said, what metrics could not do, and what is missing. */
  Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>(finished.warnings());
    warnings.addAll(metrics.failures());
    warnings.addAll(pools.failures());
    warnings.addAll(choices.failures());
    warnings.addAll(variants.warnings());
    return warnings;
  }

  /**
   * Every row: those of the jobs in the order of the plan, then those of several jobs by variant.
   */
  private List<ScoreRow> rows(Set<String> unfinished) {
    Set<String> names = finished.metrics();
    List<ScoreRow> all = new ArrayList<>();
    for (StoredJob job : plan.jobs()) {
      JobKey key = job.key();
      all.addAll(
          finished
              .rows(key)
              .orElseGet(
                  () ->
                      missing(
                          key.variant(), key.fold(), false, key.seed(), names, "job not done")));
    }
    Map<String, List<ScoreRow>> whole = variants.rows(unfinished);
    for (String variant : plan.variants()) {
      for (long seed : finished.seeds(variant)) {
        all.addAll(pools.rows(variant, seed, names));
      }
      List<ScoreRow> overFolds = whole.get(variant);
      if (overFolds != null) {
        all.addAll(overFolds);
        all.addAll(averages(variant, all));
      }
    }
    return all;
  }

  private List<ScoreRow> averages(String variant, List<ScoreRow> all) {
    return variants.noted(
        variant,
        averages.overFolds(
            variant,
            plan.data(variant),
            all.stream().filter(row -> row.variant().equals(variant)).toList(),
            finished.completeSeeds(variant)));
  }

  static List<ScoreRow> missing(
      String variant, String fold, boolean pooled, long seed, Set<String> names, String why) {
    return names.stream()
        .map(name -> Score.undefined(name, Part.TEST, Score.ALL, "missing: " + why))
        .map(score -> new ScoreRow(variant, fold, pooled, seed, score))
        .toList();
  }
}
