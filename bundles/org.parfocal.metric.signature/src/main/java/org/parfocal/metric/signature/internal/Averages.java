package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/** Means of what was scored in all folds and seeds. */
final class Averages {
  private record Name(String metric, Part part) {}

  private final Map<Name, List<StudyScore>> scores = new LinkedHashMap<>();

  /** Counts a score in; scores of pairs of folds are left out. */
  void add(StudyScore score) {
    if (score.score().scope().equals(Score.ALL)) {
      Name name = new Name(score.score().metric(), score.score().part());
      scores.computeIfAbsent(name, any -> new ArrayList<>()).add(score);
    }
  }

  /** The means, in the order of the first scores. */
  List<StudyScore> means() {
    List<StudyScore> means = new ArrayList<>();
    scores.forEach((name, all) -> means.add(StudyScore.overAll(mean(name, all))));
    return means;
  }

  private static Score mean(Name name, List<StudyScore> all) {
    double[] values =
        all.stream()
            .mapToDouble(one -> one.score().value())
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length == 0) {
      return Score.undefined(name.metric(), name.part(), Score.ALL, all.get(0).score().note());
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    boolean perFold = !all.get(0).fold().equals(StudyScore.ALL_FOLDS);
    String note =
        "mean of %s %s"
            .formatted(
                values.length == all.size()
                    ? Integer.toString(values.length)
                    : values.length + " of " + all.size(),
                perFold ? "folds and seeds" : "seeds");
    return new Score(
        name.metric(), name.part(), Score.ALL, sum / values.length, Double.NaN, Double.NaN, note);
  }
}
