package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.ParfocalException;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyParts;

/** Calls the metrics of a study; one that fails is a warning and takes no other one with it. */
final class MetricCalls {
  private final StudyParts parts;

  /** Sorted: jobs are not always scored in one order. */
  private final Set<String> failures = new TreeSet<>();

  private int failed;

  MetricCalls(StudyParts parts) {
    this.parts = parts;
  }

  /** What metrics could not do. */
  Set<String> failures() {
    return failures;
  }

  /** How often one of them failed. */
  int failed() {
    return failed;
  }

  /**
   * What the metrics declare; of two columns of one name the first.
   *
   * @param classes how many each data set has; empty if the words do not matter
   */
  List<MetricColumn> columns(List<Integer> classes) {
    boolean same = classes.stream().distinct().count() == 1;
    Map<String, MetricColumn> columns = new LinkedHashMap<>();
    each("its columns", metric -> same ? metric.columns(classes.get(0)) : metric.columns())
        .forEach(column -> columns.putIfAbsent(column.name(), column));
    return List.copyOf(columns.values());
  }

  /** The metrics that were asked for and gave no number that they declare. */
  List<String> silent(List<ScoreRow> rows) {
    Set<String> given = rows.stream().map(row -> row.score().metric()).collect(Collectors.toSet());
    List<String> sentences = new ArrayList<>();
    for (Metric metric : parts.metrics()) {
      List<String> declared =
          call(metric, "its columns", Metric::columns).stream().map(MetricColumn::name).toList();
      if (!declared.isEmpty() && declared.stream().noneMatch(given::contains)) {
        sentences.add("Metric %s gave no number.".formatted(metric.getClass().getSimpleName()));
      }
    }
    return sentences;
  }

  /** Scores one outcome by each metric. */
  List<ScoreRow> score(Outcome outcome, boolean pooled) {
    String what = outcome.name() + " of variant " + outcome.variant();
    return each(what, metric -> metric.score(outcome)).stream()
        .map(
            score -> new ScoreRow(outcome.variant(), outcome.name(), pooled, outcome.seed(), score))
        .toList();
  }

  /** Scores one outcome by the metrics that give a measure. */
  List<ScoreRow> score(Outcome outcome, String measure) {
    String what = outcome.name() + " of variant " + outcome.variant();
    return each(
            what,
            metric ->
                metric.columns().stream().anyMatch(column -> column.name().equals(measure))
                    ? metric.score(outcome)
                    : List.of())
        .stream()
        .map(score -> new ScoreRow(outcome.variant(), outcome.name(), false, outcome.seed(), score))
        .toList();
  }

  /** Scores a variant by each metric. */
  List<ScoreRow> score(String variant, List<Outcome> outcomes, List<Outcome> reference) {
    return each("all folds of variant " + variant, metric -> metric.score(outcomes, reference))
        .stream()
        .map(score -> ScoreRow.of(variant, score))
        .toList();
  }

  private <T> List<T> each(String what, Function<Metric, List<T>> call) {
    return parts.metrics().stream().flatMap(metric -> call(metric, what, call).stream()).toList();
  }

  private <T> List<T> call(Metric metric, String what, Function<Metric, List<T>> call) {
    try {
      return List.copyOf(call.apply(metric));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      failed(metric, what, e);
      return List.of();
    }
  }

  private void failed(Object metric, String what, Throwable thrown) {
    if (Stopped.by(thrown)) {
      throw Stopped.exception();
    }
    failed++;
    String why = thrown instanceof ParfocalException ? thrown.getMessage() : thrown + ".";
    failures.add(
        "Metric %s failed on %s: %s".formatted(metric.getClass().getSimpleName(), what, why));
  }
}
