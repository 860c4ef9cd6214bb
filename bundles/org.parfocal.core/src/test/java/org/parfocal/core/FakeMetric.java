package org.parfocal.core;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/** A metric made of functions. */
record FakeMetric(
    List<MetricColumn> columns,
    Function<Outcome, List<Score>> ofOutcome,
    BiFunction<List<Outcome>, List<Outcome>, List<StudyScore>> ofVariant)
    implements Metric {
  static final MetricColumn AUC =
      MetricColumn.of("auc", "AUC", Better.LARGER).shown(Table.HEADLINE, Table.FOLDS);

  static FakeMetric ofOutcome(Function<Outcome, List<Score>> scores, MetricColumn... columns) {
    return new FakeMetric(List.of(columns), scores, (outcomes, reference) -> List.of());
  }

  static FakeMetric ofVariant(
      BiFunction<List<Outcome>, List<Outcome>, List<StudyScore>> scores, MetricColumn... columns) {
    return new FakeMetric(List.of(columns), outcome -> List.of(), scores);
  }

  @Override
  public List<Score> score(Outcome outcome) {
    return ofOutcome.apply(outcome);
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return ofVariant.apply(outcomes, reference);
  }
}
