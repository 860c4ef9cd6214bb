package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Part;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.Selection;
import org.parfocal.core.Selection.Method;
import org.parfocal.core.internal.report.Choice;
import org.parfocal.core.internal.report.Choice.Judged;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * Chooses the reported option of each variant, for each fold and seed by itself: a seed stands for
 * a whole repetition of the experiment, its choice included, as in DomainBed. Metrics are shown
 * nothing but the samples by which is chosen, so that no test can move a choice.
 */
final class Choices {
  private final StoredPlan plan;
  private final List<Selection> selections;
  private final Scoring scoring;
  private final Map<String, MetricColumn> columns;
  private final HeldJobs done = new HeldJobs();
  private final Map<Value, Double> values = new HashMap<>();
  private final Set<String> failures = new TreeSet<>();

  /** What a measure says of one part of a job. */
  private record Value(JobKey job, Part part, String measure) {}

  /**
   * Chooses nothing yet.
   *
   * @param plan with the options and the inner folds
   */
  Choices(
      StoredPlan plan, List<Selection> selections, Scoring scoring, List<MetricColumn> columns) {
    this.plan = plan;
    this.selections = selections;
    this.scoring = scoring;
    this.columns =
        columns.stream().collect(Collectors.toMap(MetricColumn::name, Function.identity()));
  }

  /** The selections that are reported: those that are asked for, and the oracle beside each. */
  static List<Selection> reported(List<Selection> asked) {
    return asked.stream()
        .flatMap(selection -> List.of(selection, selection.oracle()).stream())
        .distinct()
        .toList();
  }

  /** Whether a variant is an option, which is not reported by itself. */
  boolean isOption(String variant) {
    return selections.stream().anyMatch(selection -> selection.options().contains(variant));
  }

  void add(JobRecord record, List<ScoreRow> scored) {
    done.put(record, scored);
    values.keySet().removeIf(known -> known.job().equals(record.key()));
  }

  /** What was scored of a finished option, as of a variant of this name. */
  List<ScoreRow> rows(JobKey job, String variant) {
    return done.rows(job).orElse(List.of()).stream()
        .map(row -> new ScoreRow(variant, row.fold(), row.pooled(), row.seed(), row.score()))
        .toList();
  }

  JobRecord record(JobKey job) {
    return done.record(job)
        .orElseThrow(() -> new IllegalArgumentException("not a finished option: " + job));
  }

  /** What could not be read. */
  Set<String> failures() {
    return failures;
  }

  /**
   * Every choice, in the order of the study.
   *
   * @param jobs as they stand: a choice waits for the jobs of all options that can still end
   */
  List<Choice> of(List<PlannedJob> jobs) {
    Set<JobKey> failed =
        jobs.stream()
            .filter(job -> job.state() == JobState.FAILED)
            .map(PlannedJob::key)
            .collect(Collectors.toSet());
    List<Long> seeds = plan.jobs().stream().map(job -> job.key().seed()).distinct().toList();
    List<Choice> choices = new ArrayList<>();
    for (Selection selection : selections) {
      for (StoredFold fold : plan.data(selection.options().get(0)).folds()) {
        for (long seed : seeds) {
          choices.add(choice(selection, fold.name(), seed, failed));
        }
      }
    }
    return choices;
  }

  private Choice choice(Selection selection, String fold, long seed, Set<JobKey> failed) {
    List<Judged> judged = new ArrayList<>();
    int waiting = 0;
    for (String option : selection.options()) {
      List<JobKey> needed = needed(selection, option, fold, seed);
      waiting += needed.stream().allMatch(key -> done.has(key) || failed.contains(key)) ? 0 : 1;
      boolean whole = needed.stream().allMatch(done::has);
      judged.add(new Judged(option, whole ? value(selection, needed) : Double.NaN));
    }
    if (waiting > 0) {
      String why = "%d of %d options are not done".formatted(waiting, selection.options().size());
      return new Choice(selection, fold, seed, List.of(), Optional.empty(), why);
    }
    Optional<Integer> best = best(judged, selection);
    String why = best.isPresent() ? "" : selection.measure() + " is undefined for every option";
    return new Choice(selection, fold, seed, judged, best, why);
  }

  /** The job of the option itself, and those by which it is judged behind it. */
  private List<JobKey> needed(Selection selection, String option, String fold, long seed) {
    List<JobKey> keys = new ArrayList<>(List.of(new JobKey(option, fold, seed)));
    if (selection.by() == Method.LEAVE_ONE_MAGNIFICATION_OUT) {
      plan.data(option).inner().stream()
          .filter(inner -> inner.outer().equals(fold))
          .map(inner -> new JobKey(option, inner.name(), seed))
          .forEach(keys::add);
    }
    return keys;
  }

  private double value(Selection selection, List<JobKey> jobs) {
    return switch (selection.by()) {
      case VALIDATION -> value(jobs.get(0), Part.VALIDATION, selection.measure());
      case ORACLE -> value(jobs.get(0), Part.TEST, selection.measure());
      case LEAVE_ONE_MAGNIFICATION_OUT -> {
        OptionalDouble mean =
            jobs.stream()
                .skip(1)
                .mapToDouble(inner -> value(inner, Part.TEST, selection.measure()))
                .average();
        yield mean.orElse(Double.NaN);
      }
    };
  }

  private double value(JobKey job, Part part, String measure) {
    return values.computeIfAbsent(new Value(job, part, measure), this::value);
  }

  private double value(Value asked) {
    try {
      return scoring.judged(record(asked.job()), asked.part(), asked.measure());
    } catch (IOException e) {
      failures.add("Job %s was not judged: %s.".formatted(asked.job(), e.getMessage()));
      return Double.NaN;
    }
  }

  private Optional<Integer> best(List<Judged> judged, Selection selection) {
    MetricColumn column = columns.get(selection.measure());
    double sign = column != null && column.better() == Better.SMALLER ? -1 : 1;
    int best = -1;
    for (int place = 0; place < judged.size(); place++) {
      double value = sign * judged.get(place).value();
      if (!Double.isNaN(value) && (best < 0 || value > sign * judged.get(best).value())) {
        best = place;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }
}
