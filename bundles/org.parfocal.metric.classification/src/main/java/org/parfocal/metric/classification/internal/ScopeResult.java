package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.TestPatients;

/**
 * The scores of one scope.
 *
 * @param measures what was measured
 * @param measured their scores, in the same order
 * @param counted images, patients and the confusion matrix
 */
record ScopeResult(List<Measure> measures, List<Score> measured, List<Score> counted) {

  /**
   * Scores one scope.
   *
   * @param patients of these images
   * @param thresholdNote is added to the scores that depend on the threshold; may be empty
   */
  static ScopeResult of(
      Part part,
      String scope,
      PredictionArrays arrays,
      TestPatients patients,
      PatientBootstrap bootstrap,
      String thresholdNote) {
    List<Measure> measures = Measure.of(arrays);
    double[] values = Measure.values(measures, arrays.once());
    List<PatientBootstrap.Interval> intervals =
        bootstrap.intervals(
            measures.size(), patients, weights -> Measure.values(measures, weights));
    List<Score> measured = new ArrayList<>();
    for (int m = 0; m < measures.size(); m++) {
      Measure measure = measures.get(m);
      PatientBootstrap.Interval interval = intervals.get(m);
      measured.add(
          Double.isNaN(values[m])
              ? Score.undefined(measure.name(), part, scope, measure.undefined())
              : new Score(
                  measure.name(),
                  part,
                  scope,
                  values[m],
                  interval.low(),
                  interval.high(),
                  joined(
                      interval.note(),
                      interval.remark(),
                      measure.decides() ? thresholdNote : "",
                      measure.remark())));
    }
    return new ScopeResult(measures, List.copyOf(measured), counted(part, scope, arrays));
  }

  private static List<Score> counted(Part part, String scope, PredictionArrays arrays) {
    List<Score> counted = new ArrayList<>();
    counted.add(Score.of("images", part, scope, arrays.images()));
    counted.add(Score.of("patients", part, scope, arrays.patients().size()));
    long[][] matrix = new Confusion(arrays).total(arrays.once());
    List<String> classes = arrays.classes();
    for (int label = 0; label < matrix.length; label++) {
      for (int decided = 0; decided < matrix.length; decided++) {
        String name = "confusion-" + classes.get(label) + "-" + classes.get(decided);
        counted.add(Score.of(name, part, scope, matrix[label][decided]));
      }
    }
    return List.copyOf(counted);
  }

  /** All scores. */
  List<Score> scores() {
    List<Score> scores = new ArrayList<>(measured);
    scores.addAll(counted);
    return scores;
  }

  /** The same scores under another scope's name. */
  ScopeResult as(String scope) {
    return new ScopeResult(
        measures,
        measured.stream().map(score -> in(scope, score, score.note())).toList(),
        counted.stream().map(score -> in(scope, score, score.note())).toList());
  }

  static Score in(String scope, Score score, String note) {
    return new Score(
        score.metric(), score.part(), scope, score.value(), score.low(), score.high(), note);
  }

  static String joined(String... notes) {
    return String.join("; ", List.of(notes).stream().filter(note -> !note.isEmpty()).toList());
  }
}
