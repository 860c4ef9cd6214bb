package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/** AUC by comparing all pairs, under a name that no report can know. */
final class PairMetric implements Metric {
  static final MetricColumn PAIRS =
      MetricColumn.of("pairs", "pairs right", Better.LARGER).shown(Table.HEADLINE, Table.FOLDS);

  @Override
  public List<MetricColumn> columns() {
    return List.of(
        PAIRS.mean().shown(Table.COMPARISON),
        PAIRS.mean().difference("gain").shown(Table.COMPARISON),
        PAIRS);
  }

  @Override
  public List<Score> score(Outcome outcome) {
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      scores.add(of("pairs", part, Score.ALL, outcome.part(part)));
      Outcome.byDomain(outcome.part(part))
          .forEach((domain, own) -> scores.add(of("pairs", part, domain, own)));
    }
    return scores;
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores = new ArrayList<>();
    scores.add(StudyScore.overAll(of(PAIRS.mean().name(), Part.TEST, Score.ALL, tested(outcomes))));
    Map<String, ? extends Collection<Prediction>> domains = Outcome.byDomain(tested(outcomes));
    domains.forEach(
        (domain, own) ->
            scores.add(
                StudyScore.overAll(of(PAIRS.mean().name(), Part.TEST, domain, List.copyOf(own)))));
    if (!reference.isEmpty()) {
      double gain = value(tested(outcomes)) - value(tested(reference));
      String name = PAIRS.mean().name() + MetricColumn.DIFFERENCE;
      scores.add(
          StudyScore.overAll(
              new Score(name, Part.TEST, Score.ALL, gain, gain - 0.05, gain + 0.05, "made up")));
    }
    return scores;
  }

  private static List<Prediction> tested(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.part(Part.TEST).stream()).toList();
  }

  private static Score of(String metric, Part part, String scope, List<Prediction> predictions) {
    double value = value(predictions);
    return Double.isNaN(value)
        ? Score.undefined(metric, part, scope, "one class")
        : new Score(metric, part, scope, value, value - 0.1, Math.min(1, value + 0.1), "made up");
  }

  private static double value(List<Prediction> predictions) {
    double wins = 0;
    int pairs = 0;
    for (Prediction positive : predictions) {
      for (Prediction negative : predictions) {
        if (positive.label() == 1 && negative.label() == 0) {
          double difference = positive.probabilities().get(1) - negative.probabilities().get(1);
          wins += (Math.signum(difference) + 1) / 2;
          pairs++;
        }
      }
    }
    return pairs == 0 ? Double.NaN : wins / pairs;
  }
}
