package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * The scores of the images of each value of some fields. A value's scope is {@code subtype=DC}.
 *
 * @param fields as the option {@code by} names them
 */
record ValueScores(List<SampleField> fields) {
  private static final int MOST = 100;
  private static final String OVER_ALL = "-by-value";

  /** The number that is shown in a table. */
  static final MetricColumn AUC =
      named(Measure.AUC)
          .described("of the test images of each value, mean over the seeds")
          .shown(Table.SCOPES);

  private static MetricColumn named(MetricColumn column) {
    return MetricColumn.of(
            column.name() + OVER_ALL, column.heading() + " by value", column.better())
        .unit(column.unit());
  }

  static ValueScores of(String[] option) {
    return new ValueScores(
        Arrays.stream(option)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .map(SampleField::new)
            .toList());
  }

  /**
   * Of one fold or pool.
   *
   * @param scored the scores of an outcome in each of its domains
   */
  List<Score> ofFold(Outcome outcome, Function<Outcome, List<Score>> scored) {
    List<Score> scores = new ArrayList<>();
    for (SampleField field : fields) {
      Outcome by = outcome.by(field);
      String obstacle = obstacle(field, List.of(by));
      if (!obstacle.isEmpty()) {
        scores.add(Score.undefined(AUC.name(), Part.TEST, field.name(), obstacle));
        continue;
      }
      scored.apply(by).stream()
          .filter(score -> !List.of(Score.ALL, Score.WORST).contains(score.scope()))
          .map(score -> ScopeResult.in(scope(field, score.scope()), score, score.note()))
          .forEach(scores::add);
    }
    return scores;
  }

  /**
   * Over all folds and seeds.
   *
   * @param scored the means of outcomes in each of their domains, called {@code mean-auc}
   */
  List<StudyScore> overAll(
      List<Outcome> outcomes, Function<List<Outcome>, List<StudyScore>> scored) {
    List<StudyScore> scores = new ArrayList<>();
    for (SampleField field : fields) {
      List<Outcome> by = outcomes.stream().map(outcome -> outcome.by(field)).toList();
      String obstacle = obstacle(field, by);
      if (!obstacle.isEmpty()) {
        scores.add(
            StudyScore.overAll(Score.undefined(AUC.name(), Part.TEST, field.name(), obstacle)));
        continue;
      }
      SortedMap<String, List<Prediction>> values = tested(by);
      List<StudyScore> means = scored.apply(by);
      for (MetricColumn column : Measure.columns(outcomes.get(0).classes().size())) {
        for (String value : values.keySet()) {
          means.stream()
              .filter(each -> each.seed().equals(StudyScore.ALL_SEEDS))
              .map(StudyScore::score)
              .filter(score -> score.metric().equals(column.mean().name()))
              .filter(score -> score.scope().equals(values.size() == 1 ? Score.ALL : value))
              .map(score -> named(field, value, column, score, by))
              .forEach(scores::add);
        }
      }
    }
    return scores;
  }

  private static StudyScore named(
      SampleField field, String value, MetricColumn column, Score score, List<Outcome> by) {
    String note = score.note();
    if (Double.isNaN(score.value())) {
      Outcome first = by.get(0);
      List<String> classes =
          tested(by).getOrDefault(value, List.of()).stream()
              .map(prediction -> first.classes().get(prediction.label()))
              .distinct()
              .toList();
      note = classes.size() == 1 ? "all of its test images are " + classes.get(0) : note;
    }
    return StudyScore.overAll(
        new Score(
            named(column).name(),
            score.part(),
            scope(field, value),
            score.value(),
            score.low(),
            score.high(),
            note));
  }

  private static String scope(SampleField field, String value) {
    return field + "=" + value;
  }

  private static SortedMap<String, List<Prediction>> tested(Collection<Outcome> outcomes) {
    return Outcome.byDomain(
        outcomes.stream().flatMap(outcome -> outcome.part(Part.TEST).stream()).toList());
  }

  private static String obstacle(SampleField field, List<Outcome> by) {
    int values = tested(by).size();
    if (values == 0) {
      String known =
          by.get(0).values().fields().stream()
              .map(SampleField::name)
              .collect(Collectors.joining(", "));
      return "no test image has a value of %s; known: %s"
          .formatted(field, known.isEmpty() ? "nothing, run the study again to store it" : known);
    }
    return values > MOST
        ? "the test images have %d values of %s; %d at most are told apart"
            .formatted(values, field, MOST)
        : "";
  }
}
