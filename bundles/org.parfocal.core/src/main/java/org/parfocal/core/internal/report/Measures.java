package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;

/**
 * Which metrics a summary shows, and what it calls them. The first is the main one.
 *
 * @param names metric → heading
 */
record Measures(Map<String, String> names) {
  private static final Map<String, String> KNOWN = known();
  private static final int SHOWN = 3;

  private static Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("auc", "AUC");
    known.put("brier", "Brier");
    known.put("balanced-accuracy", "bal. acc.");
    known.put("accuracy", "accuracy");
    known.put("macro-f1", "macro F1");
    return known;
  }

  /** The measures of these rows: the customary ones if they are there, else whatever is. */
  static Measures of(List<ScoreRow> rows) {
    Set<String> present = new LinkedHashSet<>();
    for (ScoreRow row : rows) {
      boolean ofFold =
          !row.fold().equals(StudyScore.ALL_FOLDS) && !row.seed().equals(StudyScore.ALL_SEEDS);
      if (ofFold && row.score().part() == Part.TEST && row.score().scope().equals(Score.ALL)) {
        present.add(row.score().metric());
      }
    }
    List<String> chosen = new ArrayList<>(KNOWN.keySet());
    chosen.retainAll(present);
    if (chosen.isEmpty()) {
      chosen.addAll(present);
    }
    Map<String, String> names = new LinkedHashMap<>();
    chosen.stream().limit(SHOWN).forEach(name -> names.put(name, KNOWN.getOrDefault(name, name)));
    return new Measures(names);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  String main() {
    return names.keySet().iterator().next();
  }

  List<String> others() {
    return names.keySet().stream().skip(1).toList();
  }

  String heading(String metric) {
    return names.getOrDefault(metric, metric);
  }
}
