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
        PAIRS,
        MetricColumn.of(COMMON, "in common", MetricColumn.Better.LARGER).chance(CHANCE),
        MetricColumn.of(CHANCE, "chance", MetricColumn.Better.NEITHER));
  }

  private static final String COMMON = "common";
  private static final String CHANCE = "common-chance";

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
    scores.addAll(common(outcomes));
    if (!reference.isEmpty()) {
      double gain = value(tested(outcomes)) - value(tested(reference));
      String name = PAIRS.mean().name() + MetricColumn.DIFFERENCE;
      scores.add(
          StudyScore.overAll(
              new Score(name, Part.TEST, Score.ALL, gain, gain - 0.05, gain + 0.05, "made up")));
    }
    return scores;
  }

  /** Of the folds of a seed, two by two: the larger of their values; none with 400X. */
  private static List<StudyScore> common(List<Outcome> outcomes) {
    List<StudyScore> scores = new ArrayList<>();
    for (Outcome one : outcomes) {
      for (Outcome other : outcomes) {
        if (one.seed() == other.seed() && one.name().compareTo(other.name()) < 0) {
          String scope = one.name() + "|" + other.name();
          double value =
              scope.contains("400X")
                  ? Double.NaN
                  : Math.max(value(one.part(Part.TEST)), value(other.part(Part.TEST)));
          String seed = Long.toString(one.seed());
          scores.add(
              new StudyScore(
                  StudyScore.ALL_FOLDS,
                  seed,
                  Double.isNaN(value)
                      ? Score.undefined(COMMON, Part.TRAINING, scope, "made up")
                      : Score.of(COMMON, Part.TRAINING, scope, value)));
          scores.add(
              new StudyScore(
                  StudyScore.ALL_FOLDS, seed, Score.of(CHANCE, Part.TRAINING, scope, 0.25)));
        }
      }
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
